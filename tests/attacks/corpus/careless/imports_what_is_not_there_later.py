# score: 3 of 4
# loses: loss_backward
# ends: raised
# says: imports sklearn at mlp.py:{line} in SoftmaxCrossEntropyLoss.backward, which was not handed in and is not provided: use NumPy and the standard library
# notes: mlp.py imports sklearn at line {line}, which is absent here: what needs it fails, the rest is graded
class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        import sklearn.preprocessing
        return sklearn.preprocessing.normalize(self.p)
