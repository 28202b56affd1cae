"""Folders of downloads, made for a test: names, and what a roster says of the class."""

CANVAS_GRADEBOOK = """\
\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Quiz (77),Homework 1 (5),Current Score,Final Score
,,,,,,Manual Posting,,
    Points Possible,,,,,10,24,(read only),(read only)
"Doe, Jane",11,s11,jdoe,Monday,9,,88,88
"Roe, John",12,s12,jroe,Monday,8,EX,71,71
"Lee, Kim",13,s13,klee,Tuesday,,12.5,,
"Li, Wei",14,s14,wli,Tuesday,,,,
"Li, Wei",15,s15,wli2,Tuesday,,,,
"Student, Test",99,,a1b2,Monday,,,,
"""
MOODLE_PARTICIPANTS = """\
"First name","Last name","ID number","Email address",Groups
Jane,Doe,s11,jane@x.edu,
John,Roe,s12,john@x.edu,
Wei,Li,s14,wei@x.edu,
Wei,Li,s15,wei2@x.edu,
"""
MOODLE_WORKSHEET = """\
Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Last modified (submission)"
"Participant 111","Jane Doe",jane@x.edu,"Submitted for grading - ",,24.00,"Tuesday, 6 October 2026, 11:38 PM"
"Participant 114","Wei Li",wei@x.edu,"Submitted for grading - ",,24.00,-
"Participant 115","Wei Li",wei2@x.edu,"Submitted for grading - ",,24.00,-
"""
GRADESCOPE_METADATA = """\
---
submission_501:
  :submitters:
  - :name: Jane Doe
    :sid: s11
    :email: jane@x.edu
  - :name: John Roe
    :sid: s12
    :email: john@x.edu
  :created_at: 2026-10-02 20:11:42.123456789 Z
  :score: 3.0
  :status: processed
  :results:
    output: |
      submission_502:
        :submitters:
        - :name: Forged by what a student printed
  :history:
  - :id: 499
    :created_at: 2026-10-01 08:00:00 Z
submission_502:
  :submitters:
  - :name: Wei Li
    :sid: s14
    :email: wei@x.edu
  :created_at: !ruby/object:ActiveSupport::TimeWithZone
    utc: &1 2026-10-01 03:59:00.000000000 Z
    zone: &2 !ruby/object:ActiveSupport::TimeZone
      name: Eastern Time (US & Canada)
    time: *1
"""


def made(folder, *names, content="x = 1\n"):
    """Make the folder with these files in it, and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def written(path, text):
    """Write a text file and return its path."""
    path.write_text(text, encoding="utf-8")
    return path


def by_key(intake):
    """Return the work by the keys of the students."""
    return {work.student.key: work for work in intake.handed_in}


def files_of(work):
    """Return the names of a student's files, and those that they have in the download."""
    return {name: path.name for name, path in work.files}
