# score: 4 of 4
class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        return np.matrix(super().backward())
