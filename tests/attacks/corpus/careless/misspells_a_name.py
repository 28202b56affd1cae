# score: 3 of 4
# loses: loss_backward
# ends: raised
# says: raised AttributeError at mlp.py:{line} in SoftmaxCrossEntropyLoss.backward: 'numpy.ndarray' object has no attribute 'shpae'
class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        return (self.p - self.labels) / self.labels.shpae[1]
