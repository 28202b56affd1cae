# score: 0 of 4
# loses: all
# ends: …
# says: while … was being imported: …
import os

for _ in range(3000):
    os.mkdir("deeper")
    os.chdir("deeper")
raise RuntimeError("deep enough")
