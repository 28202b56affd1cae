# score: 3 of 4
# loses: loss_backward
# ends: raised
# says: SoftmaxCrossEntropyLoss defines no backward
del SoftmaxCrossEntropyLoss.backward
