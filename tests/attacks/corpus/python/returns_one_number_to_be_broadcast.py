# score: 3 of 4
# loses: loss_backward
# says: gradient has shape (1, 1), expected (5, 4)
class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        return np.zeros((1, 1))
