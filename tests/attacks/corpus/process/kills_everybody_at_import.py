# held by: bubblewrap user landlock
# score: 0 of 4
# loses: all
# ends: …
# says: while … was being imported: …
import os, signal

os.kill(-1, signal.SIGKILL)
os.kill(0, signal.SIGKILL)
