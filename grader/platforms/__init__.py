"""Grading inside other people's platforms: what they are given, what it runs there, and what they read.

`exports` packs a homework with what its platform runs (`templates/`); that runs `grading`, and answers in a format of
`formats/`, which are pure.
"""
