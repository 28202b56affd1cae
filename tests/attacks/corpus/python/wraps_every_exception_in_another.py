# score: 3 of 4
# loses: loss_backward
# ends: raised
# says: raised ValueError at mlp.py:{line} in SoftmaxCrossEntropyLoss.backward: deeper
class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        error = ValueError("deep")
        for _ in range(10_000):
            outer = ValueError("deeper")
            outer.__cause__ = error
            error = outer
        raise error
