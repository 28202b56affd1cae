"""A whole class: who handed in what, graded side by side, and the tables that show it."""
