# problems: 1.2c 1.5a 1.5b
# outcome: crashed
# message: crashed: it printed more than 16 MiB
class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        for _ in range(1000): print("x" * 10**6)
