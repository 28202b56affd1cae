# problems: 1.2c 1.5a 1.5b
# outcome: raised
# message: called sys.exit at mlp.py:{line} in SoftmaxCrossEntropyLoss.__init__: leave that call out
class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def __init__(self):
        raise SystemExit
