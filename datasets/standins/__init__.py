"""What stands in for the data sets where there is no network: drawn from a seed, with their shapes and labels.

Nobody's drawings are in here. A network that trains on them learns something, so that a run shows what a run looks
like; its figures say nothing about the real data.
"""
