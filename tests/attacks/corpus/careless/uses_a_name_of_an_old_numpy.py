# score: 3 of 4
# loses: loss_backward
# ends: raised
# says: uses np.float at mlp.py:{line} in SoftmaxCrossEntropyLoss.backward, which was made for another NumPy: … has none: write float
class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        return super().backward().astype(np.float)
