# alone: yes
# I did not get to it.
# score: 0 of 4
# loses: all
# ends: raised
# says: mlp.py defines no ReLU
