# score: 3 of 4
# loses: loss_backward
# ends: raised
# says: not implemented: SoftmaxCrossEntropyLoss.backward
class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        raise NotImplementedError("SoftmaxCrossEntropyLoss.backward")
