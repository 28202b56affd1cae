# score: 3 of 4
# loses: relu_forward
# says: output is off in 16 of 30 places; worst at …
class ReLU(ReLU):
    def forward(self, x, train=True):
        super().forward(x, train)
        return x
