"""The homeworks' training runs, faster: the readable reference's numbers up to rounding, and never in its place.

README.md says why each form is exact. Examples are rows here, whatever a homework's own layout is.
"""
