# problems: all
# outcome: raised
# message: while mlp.py was being imported: raised BlockingIOError at mlp.py:{line}: [Errno 11] Resource temporarily unavailable: the sandbox allows no more processes or threads
# unprotected: bare
import os

while True: os.fork()
