# score: 0 of 4
# loses: all
# ends: raised
# says: mlp.py defines no ReLU
