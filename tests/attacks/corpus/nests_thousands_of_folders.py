# problems: all
# outcome: raised
# message:
import os

for _ in range(3000):
    os.mkdir("deeper")
    os.chdir("deeper")
raise RuntimeError("deep enough")
