# There a new process is allowed, but there is no program to be found, or none that may be opened.
# held by: bubblewrap landlock
# score: 0 of 4
# loses: all
# ends: raised
# says: while mlp.py was being imported: …
import subprocess

subprocess.run(["/bin/sh", "-c", "touch /tmp/MARK; echo found"], check=True)
