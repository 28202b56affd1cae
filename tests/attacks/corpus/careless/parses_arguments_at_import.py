# score: 0 of 4
# loses: all
# ends: raised
# says: while mlp.py was being imported: called sys.exit at mlp.py:{line}: leave that call out
import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int, required=True)
options = parser.parse_args()
