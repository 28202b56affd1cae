# problems: all
# outcome: crashed
# message: while the submission was being imported: crashed: it ended the process that imports it
import os

os._exit(0)
