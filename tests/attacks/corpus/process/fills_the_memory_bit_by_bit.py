# limits: memory_bytes=600000000
# checks: loss_backward relu_forward_hidden
# score: 0.5 of 1
# loses: loss_backward
# ends: out_of_memory
# says: ran out of memory at mlp.py:{line} in SoftmaxCrossEntropyLoss.backward: Unable to allocate 7.63 MiB for an array with shape (1000000,) and data type float64
class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        kept = []
        while True:
            kept.append(np.empty(10**6))
