# score: 3 of 4
# loses: loss_backward
# ends: raised
# says: raised ValueError at mlp.py:{line} in SoftmaxCrossEntropyLoss.backward: long long long long long lon…
class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        raise ValueError("long " * 20_000_000)
