# score: 3 of 4
# loses: loss_backward
# says: gradient is None, expected an array of shape (5, 4): is it implemented, or is the return statement missing?
class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        while True:
            try:
                return self.gradient
            except:
                self.gradient = None
                continue
