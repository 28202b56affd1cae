# score: 4 of 4
import os

os.fork()
