# alone: yes
# score: 0 of 4
# loses: all
# ends: raised
# says: not implemented: ReLU.forward
class ReLU:
    def forward(self, x, train=True):
        raise NotImplementedError("ReLU.forward")

    def backward(self, grad_wrt_out):
        raise NotImplementedError("ReLU.backward")


class SoftmaxCrossEntropyLoss:
    def forward(self, logits, labels):
        raise NotImplementedError("SoftmaxCrossEntropyLoss.forward")

    def backward(self):
        raise NotImplementedError("SoftmaxCrossEntropyLoss.backward")
