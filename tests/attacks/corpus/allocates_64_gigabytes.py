# problems: 1.2c 1.5a 1.5b
# outcome: out_of_memory
# message: ran out of memory at mlp.py:{line} in SoftmaxCrossEntropyLoss.backward: Unable to allocate 59.6 GiB for an array with shape (8000000000,) and data type float64
class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        return np.ones(8 * 10**9)
