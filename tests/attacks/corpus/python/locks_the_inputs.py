# score: 4 of 4
class ReLU(ReLU):
    def forward(self, x, train=True):
        x.setflags(write=False)
        return super().forward(x, train)
