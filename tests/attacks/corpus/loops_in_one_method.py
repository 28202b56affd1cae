# problems: 1.2c 1.5a 1.5b
# outcome: timed_out
# message: did not finish within 0.5 s; it was at mlp.py:{line} in SoftmaxCrossEntropyLoss.backward: is there an endless loop?
class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        while True: pass
