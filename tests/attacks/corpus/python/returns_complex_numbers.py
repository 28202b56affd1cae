# score: 3 of 4
# loses: loss_backward
# says: gradient is an ndarray of complex128, expected an array of shape (5, 4)
class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        return super().backward() + 1j
