# score: 3 of 4
# loses: loss_backward
# ends: raised
# says: raised Lie at mlp.py:{line} in SoftmaxCrossEntropyLoss.backward
class Meta(type):
    __name__ = property(lambda self: 42)
    def __getattribute__(self, name): raise SystemExit


class Lie(Exception, metaclass=Meta):
    pass


class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        raise Lie
