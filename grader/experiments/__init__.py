"""A homework's training runs: computed once, kept, and shown as a table, figures and one page.

What is run is declared in reference/<homework>/experiments.py, in the records of reference/plan.py; nothing here knows
a homework. Never imported when grading.
"""
