# score: 3 of 4
# loses: loss_backward
# ends: out_of_memory
# says: ran out of memory at mlp.py:{line} in SoftmaxCrossEntropyLoss.backward: Unable to allocate 59.6 GiB for an array with shape (8000000000,) and data type float64
class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        return np.ones(8 * 10**9)
