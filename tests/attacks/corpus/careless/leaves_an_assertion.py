# score: 3 of 4
# loses: loss_backward
# ends: raised
# says: raised AssertionError at mlp.py:{line} in SoftmaxCrossEntropyLoss.backward: the columns should sum to 1
class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        assert self.p.sum() == 1, "the columns should sum to 1"
