# score: 3 of 4
# loses: loss_backward
# ends: raised
# says: called itself without end at mlp.py:{line} in deeper
import sys


def deeper(depth):
    return deeper(depth + 1) + 1


class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        return deeper(0)
