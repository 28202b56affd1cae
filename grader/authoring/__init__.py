"""What the staff does before anything is graded: fixtures, templates, students' tests. Never imported when grading."""
