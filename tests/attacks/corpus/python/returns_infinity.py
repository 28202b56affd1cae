# score: 3 of 4
# loses: loss_backward
# says: gradient is inf in 20 of 20 places, expected finite numbers: does exp overflow, or is there a log of 0 or a division by 0?
class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        return np.full_like(self.p, np.inf)
