# checks: relu_forward relu_forward_hidden relu_leaves_arrays_alone
# score: 1 of 1.5
# loses: relu_leaves_arrays_alone
# says: x afterwards is off in 30 of 30 places; worst at …: every value is 16 times the expected one
class ReLU(ReLU):
    def forward(self, x, train=True):
        y = super().forward(x, train)
        x *= 2
        return y
