# score: 2 of 4
# loses: loss_forward loss_backward
# ends: raised
# says: mlp.py defines no SoftmaxCrossEntropyLoss
del SoftmaxCrossEntropyLoss
