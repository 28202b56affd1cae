# score: 3 of 4
# loses: loss_backward
# ends: raised
# says: raised PermissionError at mlp.py:{line} in SoftmaxCrossEntropyLoss.backward: [Errno …] …: the sandbox allows no …
import multiprocessing


class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        with multiprocessing.Pool(2) as pool:
            return pool.map(np.sum, self.p)
