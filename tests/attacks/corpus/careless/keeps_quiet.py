# Adds nothing to the reference: the honest work between the others.
# score: 4 of 4
