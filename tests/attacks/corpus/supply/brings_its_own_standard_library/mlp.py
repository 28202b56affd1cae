# score: 4 of 4
# notes: left out, because modules of Python and of the course have the same names: encodings/utf_8.py, json.py, random.py
import json, random
