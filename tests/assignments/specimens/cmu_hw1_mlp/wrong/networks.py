"""Wrong networks."""


def in_networks(single_old, single_new, two_old=None, two_new=None):
    """The same mistake in both networks; the texts for the second where they differ."""
    two_old, two_new = two_old or single_old, two_new or single_new
    return [("SingleLayerMLP", single_old, single_new), ("TwoLayerMLP", two_old, two_new)]


NETWORKS = "1.5a 1.5b training"
SINGLE_OUT, TWO_OUT = "return self.linear2.forward(hidden)", "return self.linear3.forward(hidden2)"
SINGLE_BACK = "return self.linear1.backward(self.relu.backward(grad_wrt_hidden))"
TWO_BACK = "return self.linear1.backward(self.relu1.backward(grad_wrt_hidden1))"
SINGLE_HIDDEN = "self.relu.forward(self.linear1.forward(x), train)"
TWO_HIDDEN = "self.relu2.forward(self.linear2.forward(hidden1), train)"
SINGLE_BS, TWO_BS = (
    "return [self.linear1.getb(), self.linear2.getb()]",
    "return [self.linear1.getb(), self.linear2.getb(), self.linear3.getb()]",
)
SINGLE_WS, TWO_WS = SINGLE_BS.replace("getb", "getW"), TWO_BS.replace("getb", "getW")
FRESH = "1.5a 1.5b"
WRONG = {
    "ReLU on the output": (
        NETWORKS,
        in_networks(
            SINGLE_OUT,
            "return np.maximum(0, self.linear2.forward(hidden))",
            TWO_OUT,
            "return np.maximum(0, self.linear3.forward(hidden2))",
        ),
    ),
    "softmax on the output": (
        NETWORKS,
        in_networks(
            SINGLE_OUT,
            "z = self.linear2.forward(hidden); return np.exp(z) / np.exp(z).sum(axis=0)",
            TWO_OUT,
            "z = self.linear3.forward(hidden2); return np.exp(z) / np.exp(z).sum(axis=0)",
        ),
    ),
    "forward returns a list": (
        NETWORKS,
        in_networks(
            SINGLE_OUT,
            "return list(self.linear2.forward(hidden))",
            TWO_OUT,
            "return list(self.linear3.forward(hidden2))",
        ),
    ),
    "forward returns hidden units as well": (
        NETWORKS,
        in_networks(
            SINGLE_OUT,
            "return hidden, self.linear2.forward(hidden)",
            TWO_OUT,
            "return hidden2, self.linear3.forward(hidden2)",
        ),
    ),
    "backward returns nothing at the end": (
        FRESH,
        in_networks(SINGLE_BACK, SINGLE_BACK[7:], TWO_BACK, TWO_BACK[7:]),
    ),
    "backward skips the ReLU": (
        NETWORKS,
        in_networks(
            SINGLE_BACK,
            "return self.linear1.backward(grad_wrt_hidden)",
            TWO_BACK,
            "return self.linear1.backward(grad_wrt_hidden1)",
        ),
    ),
    "backward stops before the first layer": (
        NETWORKS,
        in_networks(
            SINGLE_BACK,
            "return self.relu.backward(grad_wrt_hidden)",
            TWO_BACK,
            "return self.relu1.backward(grad_wrt_hidden1)",
        ),
    ),
    "no ReLU": (
        NETWORKS,
        in_networks(SINGLE_HIDDEN, "self.linear1.forward(x)", TWO_HIDDEN, "self.linear2.forward(hidden1)"),
    ),
    "hidden size fixed at 100": (
        NETWORKS,
        in_networks(
            "super().__init__()",
            "super().__init__(); hiddenlayer = 100",
            "super().__init__()",
            "super().__init__(); hiddenlayers = [100, 100]",
        ),
    ),
    "hidden sizes mixed up": (
        NETWORKS,
        in_networks(
            "self.linear1 = LinearMap(indim, hiddenlayer,",
            "self.linear1 = LinearMap(indim, outdim,",
            "self.linear2 = LinearMap(hiddenlayers[0], hiddenlayers[1],",
            "self.linear2 = LinearMap(hiddenlayers[1], hiddenlayers[0],",
        ),
    ),
    "lr not passed": (NETWORKS, in_networks("super().__init__()", "super().__init__(); lr = 0.01")),
    "lr not passed to the last layer": (
        NETWORKS,
        in_networks(
            "LinearMap(hiddenlayer, outdim, alpha, lr)",
            "LinearMap(hiddenlayer, outdim, alpha)",
            "LinearMap(hiddenlayers[1], outdim, alpha, lr)",
            "LinearMap(hiddenlayers[1], outdim, alpha)",
        ),
    ),
    "alpha not passed": (NETWORKS, in_networks("super().__init__()", "super().__init__(); alpha = 0")),
    "dropout not passed": (
        NETWORKS,
        in_networks("super().__init__()", "super().__init__(); dropout_probability = 0"),
    ),
    "train flag not forwarded": (
        FRESH,
        in_networks(
            SINGLE_HIDDEN, SINGLE_HIDDEN.replace(", train", ""), TWO_HIDDEN, TWO_HIDDEN.replace(", train", "")
        ),
    ),
    "evaluates in training": (
        NETWORKS,
        in_networks(
            SINGLE_HIDDEN,
            SINGLE_HIDDEN.replace("train", "not train"),
            TWO_HIDDEN,
            TWO_HIDDEN.replace("train", "not train"),
        ),
    ),
    "step forgets the first layer": (
        NETWORKS,
        in_networks(
            "self.linear1.step()", "pass", "linear.step()", "linear is self.linear1 or linear.step()"
        ),
    ),
    "step forgets the last layer": (
        NETWORKS,
        in_networks(
            "self.linear2.step()", "pass", "linear.step()", "linear is self.linear3 or linear.step()"
        ),
    ),
    "zerograd forgets the first layer": (
        NETWORKS,
        in_networks(
            "self.linear1.zerograd()",
            "pass",
            "linear.zerograd()",
            "linear is self.linear1 or linear.zerograd()",
        ),
    ),
    "zerograd forgets the last layer": (
        NETWORKS,
        in_networks(
            "self.linear2.zerograd()",
            "pass",
            "linear.zerograd()",
            "linear is self.linear3 or linear.zerograd()",
        ),
    ),
    "loadparams forgets the last layer": (
        NETWORKS,
        in_networks(
            "self.linear2.loadparams(Ws[1], bs[1])",
            "pass",
            "linear.loadparams(W, b)",
            "linear is self.linear3 or linear.loadparams(W, b)",
        ),
    ),
    "getWs in reverse": (NETWORKS, in_networks(SINGLE_WS, SINGLE_WS + "[::-1]", TWO_WS, TWO_WS + "[::-1]")),
    "getbs transposed": (
        NETWORKS,
        in_networks(
            SINGLE_BS,
            "return [b.T for b in " + SINGLE_BS[7:] + "]",
            TWO_BS,
            "return [b.T for b in " + TWO_BS[7:] + "]",
        ),
    ),
    "getWs as one ragged array": (
        NETWORKS,
        in_networks(
            SINGLE_WS, "return np.array(" + SINGLE_WS[7:] + ")", TWO_WS, "return np.array(" + TWO_WS[7:] + ")"
        ),
    ),
    "getWs returns the loaded list": (
        NETWORKS,
        in_networks(
            "self.linear1.loadparams(Ws[0], bs[0])",
            "self.linear1.loadparams(Ws[0], bs[0]); self.Ws = Ws",
            "linear.loadparams(W, b)",
            "linear.loadparams(W, b); self.Ws = Ws",
        )
        + in_networks(SINGLE_WS, "return self.Ws", TWO_WS, "return self.Ws"),
    ),
    "100 hidden units became 50": (
        FRESH,
        in_networks("hiddenlayer=100", "hiddenlayer=50", "[100, 100]", "[50, 50]"),
    ),
    "alpha is 0 by default": (FRESH, in_networks("alpha=0.1", "alpha=0")),
    "lr is 0.1 by default": (FRESH, in_networks("lr=0.01", "lr=0.1")),
    "dropout by default": (NETWORKS, in_networks("dropout_probability=0", "dropout_probability=0.5")),
    "network writes into x": (
        NETWORKS,
        in_networks(SINGLE_OUT, "x -= x.mean(); " + SINGLE_OUT, TWO_OUT, "x -= x.mean(); " + TWO_OUT),
    ),
    "one ReLU for both hidden layers": (
        "1.5b training",
        [("TwoLayerMLP", "self.relu2 = ReLU(dropout_probability)", "self.relu2 = self.relu1")],
    ),
    "TwoLayerMLP left unimplemented": (
        "1.5b training",
        [("TwoLayerMLP", "super().__init__()", "raise NotImplementedError")],
    ),
    "dropout in the first hidden layer only": (
        "1.5b training",
        [("TwoLayerMLP", "self.relu2 = ReLU(dropout_probability)", "self.relu2 = ReLU()")],
    ),
}
