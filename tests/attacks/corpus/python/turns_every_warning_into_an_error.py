# score: 3 of 4
# loses: loss_backward
# ends: raised
# says: raised FloatingPointError at mlp.py:{line} in SoftmaxCrossEntropyLoss.backward: divide by zero encountered in log
import warnings

warnings.simplefilter("error")
np.seterr(all="raise")


class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        np.log(np.zeros(1))
        return super().backward()
