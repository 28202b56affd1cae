# score: 3 of 4
# loses: loss_backward
# ends: raised
# says: raised ValueError at mlp.py:{line} in SoftmaxCrossEntropyLoss.backward: \ud800 and \udfff, and ??????????
class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        print("\udcff".encode("utf-8", "surrogateescape"))
        raise ValueError("\ud800 and \udfff, and " + chr(0x10FFFF) * 10)
