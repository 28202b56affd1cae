# limits: import_wall_seconds=0.7
# score: 0 of 4
# loses: all
# ends: timed_out
# says: while the submission was being imported: did not finish in time: does training code stand outside of `if __name__ == "__main__":`?
import time

for epoch in range(1000):
    print(f"epoch {epoch}: loss 0.1")
    time.sleep(0.1)
