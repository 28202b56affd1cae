# checks: loss_forward loss_backward_hidden
# score: 0 of 1
# loses: all
# ends: timed_out
# says: did not finish within 0.5 s; it was at mlp.py:{line} in SoftmaxCrossEntropyLoss.__init__: is there an endless loop?
class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def __init__(self):
        while True: pass
