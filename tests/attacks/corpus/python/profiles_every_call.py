# score: 3 of 4
# loses: loss_backward
# ends: raised
# says: raised RuntimeError at mlp.py:{line} in profile: no profiling
import sys


def profile(frame, event, argument):
    raise RuntimeError("no profiling")


class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        sys.setprofile(profile)
        return super().backward()
