# limits: submission_cpu_seconds=1 import_wall_seconds=10
# score: 0 of 4
# loses: all
# ends: crashed
# says: while the submission was being imported: crashed: it ended the process that imports it
while True:
    pass
