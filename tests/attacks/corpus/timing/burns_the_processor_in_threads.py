# checks: loss_backward relu_forward_hidden
# score: 0.5 of 1
# loses: loss_backward
# ends: timed_out
# says: did not finish within 0.5 s; it was at mlp.py:{line} in SoftmaxCrossEntropyLoss.backward: is there an endless loop?
import threading


def spin():
    while True: pass


class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        threads = [threading.Thread(target=spin) for _ in range(4)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
