# problems: all
# outcome: raised
# message: while mlp.py was being imported: called sys.exit at mlp.py:{line}: leave that call out
import sys

sys.exit("done")
