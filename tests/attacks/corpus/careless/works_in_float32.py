# score: 4 of 4
class ReLU(ReLU):
    def forward(self, x, train=True):
        return super().forward(x.astype(np.float32), train)
