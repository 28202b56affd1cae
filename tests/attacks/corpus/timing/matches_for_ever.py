# checks: loss_backward relu_forward_hidden
# score: 0.5 of 1
# loses: loss_backward
# ends: timed_out
# says: did not finish within 0.5 s; it was at mlp.py:{line} in SoftmaxCrossEntropyLoss.backward: is there an endless loop?
import re


class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        return re.match(r"(a+)+$", "a" * 60 + "b")
