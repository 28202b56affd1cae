# limits: import_wall_seconds=0.7
# score: 0 of 4
# loses: all
# ends: timed_out
# says: while the submission was being imported: did not finish in time: does training code stand outside of `if __name__ == "__main__":`?
import time

time.sleep(1000)
