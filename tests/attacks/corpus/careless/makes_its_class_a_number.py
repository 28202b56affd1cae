# score: 2 of 4
# loses: loss_forward loss_backward
# ends: raised
# says: returned what the check cannot use (TypeError): 'int' object is not callable
SoftmaxCrossEntropyLoss = 7
