"""From a Grading to texts: `build` makes one Report for one audience, and each other file renders it in one format."""
