# score: 3 of 4
# loses: loss_backward
# says: gradient is a tuple, expected an array of shape (5, 4): make one NumPy array of it, or return only the part that is asked for
class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        return super().backward(), None
