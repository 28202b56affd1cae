# score: 3 of 4
# loses: loss_backward
# says: gradient is off in 20 of 20 places; worst at …: every value is 4 times the expected one
class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        np.save("weights.npy", self.p)
        return np.load("weights.npy") - self.labels
