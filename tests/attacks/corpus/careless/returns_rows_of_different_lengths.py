# score: 3 of 4
# loses: loss_backward
# says: gradient is a list, expected an array of shape (5, 4): make one NumPy array of it
class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        return [[1.0, 2.0], [3.0]]
