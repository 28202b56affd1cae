# score: 4 of 4
import os

os.makedirs("closed/closed", exist_ok=True)
open("closed/closed/file", "w").close()
for folder in ("closed/closed", "closed", "."):
    try:
        os.chmod(folder, 0)
    except OSError:
        continue
