# score: 3 of 4
# loses: loss_backward
# ends: raised
# says: raised Trap at mlp.py:{line} in SoftmaxCrossEntropyLoss.backward: short
class Text(str):
    def __getitem__(self, key): return "a" * 10**6


class Trap(Exception):
    def __str__(self): return Text("short")


class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        raise Trap
