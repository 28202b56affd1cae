# score: 3 of 4
# loses: loss_backward
# ends: raised
# says: raised OSError at mlp.py:{line} in SoftmaxCrossEntropyLoss.backward: [Errno 27] File too large
import os


class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        with open("MARK", "wb") as file:
            file.truncate(10**15)
        return super().backward()
