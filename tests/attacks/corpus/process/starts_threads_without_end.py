# held by: bubblewrap user
# score: 3 of 4
# loses: loss_backward
# ends: raised
# says: raised RuntimeError at mlp.py:{line} in SoftmaxCrossEntropyLoss.backward: can't start new thread
import threading, time


class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        while True:
            threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
