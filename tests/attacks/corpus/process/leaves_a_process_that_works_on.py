# score: 4 of 4
import os

if os.fork() == 0:
    while True: pass
