# limits: submission_cpu_seconds=1 import_wall_seconds=10
# score: 0 of 4
# loses: all
# ends: not_run
# says: was not run: the submission had used up its 1 s of processor time
while True:
    pass
