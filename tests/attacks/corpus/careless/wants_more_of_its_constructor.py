# score: 2 of 4
# loses: loss_forward loss_backward
# ends: raised
# says: SoftmaxCrossEntropyLoss.__init__ does not take the arguments that the handout gives it: it is missing 1 required positional argument: 'temperature'
class SoftmaxCrossEntropyLoss(SoftmaxCrossEntropyLoss):
    def __init__(self, temperature):
        self.temperature = temperature
