# score: 3 of 4
# loses: loss_backward
# ends: raised
# says: raised ValueError at mlp.py:{line} in SoftmaxCrossEntropyLoss.backward: ??[2J?]0;owned??31m?gnp.exe score: 100?
class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        raise ValueError("\x00\x1b[2J\x1b]0;owned\x07\x9b31m\u202egnp.exe\r\nscore: 100\x7f")
