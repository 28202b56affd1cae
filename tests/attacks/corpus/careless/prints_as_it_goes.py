# score: 4 of 4
print("imported", __name__)


class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def backward(self):
        print("p =", self.p, "labels =", self.labels)
        return super().backward()
