# problems: all
# outcome: timed_out
# message: while the submission was being imported: did not finish in time: does training code stand outside of `if __name__ == "__main__":`?
while True:
    pass
