# score: 3 of 4
# loses: loss_backward
# says: gradient is off in 20 of 20 places; worst at …: every value is zero
# notes: left out, because modules of Python and of the course have the same names: numpy.py, numpy/__init__.py
import numpy.linalg


class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        return 0 * self.p
