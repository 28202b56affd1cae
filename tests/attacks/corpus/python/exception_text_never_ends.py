# checks: loss_backward relu_forward_hidden
# score: 0.5 of 1
# loses: loss_backward
# ends: timed_out
# says: did not finish within 0.5 s; it was at mlp.py:{line} in Trap.__str__: is there an endless loop?
class Trap(Exception):
    def __str__(self):
        while True: pass


class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        raise Trap
