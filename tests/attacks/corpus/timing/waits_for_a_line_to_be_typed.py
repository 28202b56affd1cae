# checks: loss_backward relu_forward_hidden
# score: 0.5 of 1
# loses: loss_backward
# ends: raised
# says: raised EOFError at mlp.py:{line} in SoftmaxCrossEntropyLoss.backward: EOF when reading a line
class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        return input("gradient? ")
