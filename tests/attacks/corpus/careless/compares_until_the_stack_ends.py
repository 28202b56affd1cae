# score: 3 of 4
# loses: loss_backward
# ends: raised
# says: called itself without end at mlp.py:{line} in SoftmaxCrossEntropyLoss.__getattr__
class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def __getattr__(self, name):
        return getattr(self, name)

    def backward(self):
        return self.probabilities
