"""Mistakes of question 4 as patches of the reference, with the checks that must find each; and right work in other clothes."""

from pathlib import Path

ROOT = Path(__file__).parents[4]
REFERENCE = (ROOT / "reference" / "ist_hw1_linear_models" / "hw1_q4.py").read_text(encoding="utf-8")


def patched(*replacements: tuple[str, str]) -> str:
    """Return the reference with these texts replaced, each of which is there once."""
    source = REFERENCE
    for old, new in replacements:
        assert source.count(old) == 1, f"{old!r} is there {source.count(old)} times"
        source = source.replace(old, new)
    return source


def after(beginning: str) -> str:
    """Return the reference from here to its end."""
    return REFERENCE[REFERENCE.index(beginning) :]


STEP = REFERENCE[REFERENCE.index("    # PyTorch adds") : REFERENCE.index("\n\n\ndef predict")]
ZERO, FORWARD, BACKWARD = "optimizer.zero_grad()", "loss = criterion(model(X), y)", "loss.backward()"
MOVE, GIVE = "optimizer.step()", "return loss.item()"


def step(*lines: str) -> str:
    """Return the reference with these lines as the body of train_batch."""
    return patched((STEP, "\n".join("    " + line for line in lines)))


def linear(text: str) -> str:
    """Return the reference with LogisticRegression.forward returning this."""
    return patched(("return self.linear(x)", f"return {text}"))


def hidden(text: str) -> str:
    """Return the reference with this done in each hidden layer."""
    return patched(("h = self.dropout(self.activation(layer(h)))", text.replace("\n", "\n            ")))


def output(text: str) -> str:
    """Return the reference with FeedforwardNetwork.forward returning this."""
    return patched(("return self.output(h)", f"return {text}"))


LINEAR = "nn.Linear(n_features, n_classes)"
MODULES = REFERENCE[REFERENCE.index("nn.ModuleList(") : REFERENCE.index("\n        self.output =")]
DEPTH = "[hidden_size] * layers"
CHOICE = '{"relu": torch.relu, "tanh": torch.tanh}[activation_type]'
CHANCE = "nn.Dropout(dropout)"
MASK = "h = self.activation(layer(h))\nh = h * (torch.rand_like(h) > self.dropout.p)"
PLAIN_LIST = "[nn.Linear(*pair) for pair in itertools.pairwise(sizes)]"


def twins(*names: str) -> set[str]:
    """Return checks and their hidden twins."""
    return {*names, *(f"{name}_hidden" for name in names)}


LOGITS = twins("logistic_logits")
STEPS = twins("batch_step", "fresh_gradients") | {"own_criterion_hidden", "adam_steps"}
WHOLE_BATCH = STEPS | {"batch_loss"}
ONE, DEEP = twins("relu_logits", "tanh_logits"), twins("deeper_logits") | {"deeper_evaluation_hidden"}
SIZES = {"two_layers_size", "three_layers_size"}
MOVED = twins("network_step", "deeper_step")
DROPS = twins("dropped_units")
CHANCES = twins("dropout_probability")

# Name: the file, and the checks that it must fail.
IN_4_1 = {
    "softmax behind the linear model": (linear("torch.softmax(self.linear(x), dim=1)"), LOGITS),
    "log-softmax behind the linear model": (linear("torch.log_softmax(self.linear(x), dim=1)"), LOGITS),
    "sigmoid on the logits": (linear("torch.sigmoid(self.linear(x))"), LOGITS),
    "ReLU on the logits": (linear("torch.relu(self.linear(x))"), LOGITS),
    "the class in place of the logits": (linear("self.linear(x).argmax(dim=1)"), LOGITS),
    "no bias": (patched((LINEAR, "nn.Linear(n_features, n_classes, bias=False)")), {"logistic_size"} | LOGITS),
    "arguments of Linear swapped": (patched((LINEAR, "nn.Linear(n_classes, n_features)")), {"logistic_size"} | LOGITS),
    "parameters in a plain list": (
        patched((f"self.linear = {LINEAR}", f"self.linear = [{LINEAR}]"), ("self.linear(x)", "self.linear[0](x)")),
        {"logistic_size"} | LOGITS,
    ),
    "a tensor for a float": (step(ZERO, FORWARD, BACKWARD, MOVE, "return loss"), {"batch_loss"}),
    "a detached tensor for a float": (step(ZERO, FORWARD, BACKWARD, MOVE, "return loss.detach()"), {"batch_loss"}),
    "no loss returned": (step(ZERO, FORWARD, BACKWARD, MOVE), {"batch_loss"}),
    "the loss after the step": (
        step(ZERO, FORWARD, BACKWARD, MOVE, "return criterion(model(X), y).item()"),
        {"batch_loss"},
    ),
    "the sum of the losses": (step(ZERO, FORWARD, BACKWARD, MOVE, "return loss.item() * len(X)"), {"batch_loss"}),
    "gradients accumulate": (step(FORWARD, BACKWARD, MOVE, GIVE), twins("fresh_gradients") | {"adam_steps"}),
    "zero_grad between backward and step": (step(FORWARD, BACKWARD, ZERO, MOVE, GIVE), STEPS),
    "no step": (step(ZERO, FORWARD, BACKWARD, GIVE), STEPS),
    "no backward": (step(ZERO, FORWARD, MOVE, GIVE), STEPS),
    "step before backward": (step(ZERO, FORWARD, MOVE, BACKWARD, GIVE), STEPS),
    "two steps": (step(*[ZERO, FORWARD, BACKWARD, MOVE] * 2, GIVE), WHOLE_BATCH),
    "labels before logits": (step(ZERO, "loss = criterion(y, model(X))", BACKWARD, MOVE, GIVE), WHOLE_BATCH),
    "another name for an argument": (patched(("def train_batch(X, y, model,", "def train_batch(X, y, net,")), WHOLE_BATCH),
    "a criterion of its own": (
        step(ZERO, "loss = nn.CrossEntropyLoss()(model(X), y)", BACKWARD, MOVE, GIVE),
        {"own_criterion_hidden"},
    ),
    "softmax before the criterion": (
        step(ZERO, "loss = criterion(torch.softmax(model(X), dim=1), y)", BACKWARD, MOVE, GIVE),
        WHOLE_BATCH,
    ),
    "only the first example of a batch": (
        step(ZERO, "loss = criterion(model(X[:1]), y[:1])", BACKWARD, MOVE, GIVE),
        {"batch_loss", "batch_step", "fresh_gradients", "own_criterion_hidden", "adam_steps"},
    ),
    "SGD by hand": (
        step(
            "model.zero_grad()", FORWARD, BACKWARD, "with torch.no_grad():", "    for p in model.parameters():",
            "        p -= optimizer.param_groups[0]['lr'] * p.grad", GIVE,
        ),
        {"adam_steps"},
    ),
}  # fmt: skip
# These are in the network from its first hidden layer on, so that 4.3 suffers, too.
IN_4_2 = {
    "one hidden layer too many": (patched((DEPTH, "[hidden_size] * (layers + 1)")), {"one_layer_size"} | ONE | SIZES | DEEP),
    "activation on the output": (output("self.activation(self.output(h))"), ONE | {"linear_output"} | DEEP),
    "sigmoid on the output": (output("torch.sigmoid(self.output(h))"), ONE | {"linear_output"} | DEEP),
    "softmax on the output": (output("torch.softmax(self.output(h), dim=1)"), ONE | {"linear_output"} | DEEP),
    "log-softmax on the output": (output("torch.log_softmax(self.output(h), dim=1)"), ONE | {"linear_output"} | DEEP),
    "thanh": (patched(('"tanh": torch', '"thanh": torch')), twins("tanh_logits") | {"deeper_logits_hidden"}),
    "thanh, and ReLU for all else": (
        patched((CHOICE, 'torch.tanh if activation_type == "thanh" else torch.relu')),
        twins("tanh_logits") | {"deeper_logits_hidden"},
    ),
    "always ReLU": (patched((CHOICE, "torch.relu")), twins("tanh_logits") | {"network_step_hidden", "deeper_step"}),
    "sigmoid in place of tanh": (patched(('"tanh": torch.tanh', '"tanh": torch.sigmoid')), twins("tanh_logits")),
    "no activation": (hidden("h = self.dropout(layer(h))"), ONE | DEEP),
    "hidden layers in a plain list": (patched((MODULES, PLAIN_LIST)), {"one_layer_size"} | ONE | SIZES | DEEP | MOVED),
    "all layers in a plain list": (
        patched((MODULES, PLAIN_LIST), ("self.output = nn", "self.last = lambda: None\n        self.last.layer = nn"), ("self.output(h)", "self.last.layer(h)")),
        {"one_layer_size"} | ONE | SIZES | DEEP | MOVED,
    ),
    "only the output is trained": (output("self.output(h.detach())"), MOVED),
    "no dropout": (hidden("h = self.activation(layer(h))"), DROPS | CHANCES | {"deeper_dropout"}),
    "dropout of 0.3, whatever is asked for": (
        patched((CHANCE, "nn.Dropout(0.3)")),
        {"dropped_units_hidden", "dropout_probability_hidden"},
    ),
    "the probability that nn.Dropout has of itself": (patched((CHANCE, "nn.Dropout()")), {"dropped_units", "dropout_probability"}),
    "dropout with 1 - p": (patched((CHANCE, "nn.Dropout(1 - dropout)")), {"dropped_units", "dropout_probability"}),
    "dropout in evaluation, too": (
        hidden("h = nn.functional.dropout(self.activation(layer(h)), self.dropout.p)"),
        {"no_dropout_in_evaluation", "deeper_evaluation_hidden"},
    ),
    "dropout without scaling": (hidden(f"{MASK} if self.training else h"), DROPS),
    "scaling in evaluation": (
        hidden(f"{MASK} if self.training else h * (1 - self.dropout.p)"),
        {"no_dropout_in_evaluation", "deeper_evaluation_hidden"},
    ),
    "dropout on the input": (hidden("h = self.activation(layer(self.dropout(h)))"), DROPS | CHANCES),
    "dropout on the logits": (output("self.dropout(self.output(h))"), DROPS),
    "alpha dropout": (patched((CHANCE, "nn.AlphaDropout(dropout)")), DROPS),
}  # fmt: skip
IN_4_3 = {
    "one hidden layer too few": (patched((DEPTH, "[hidden_size] * max(1, layers - 1)")), SIZES | DEEP),
    "always one hidden layer": (patched((DEPTH, "[hidden_size]")), SIZES | DEEP | twins("deeper_step")),
    "the same hidden layer again": (
        patched((MODULES, "nn.ModuleList([nn.Linear(n_features, hidden_size)] + [nn.Linear(hidden_size, hidden_size)] * (layers - 1))")),
        {"three_layers_size", "deeper_logits_hidden", "deeper_step"},
    ),
    "further hidden layers in a plain list": (
        patched((MODULES, f"nn.ModuleList({PLAIN_LIST}[:1])\n        self.more = {PLAIN_LIST}[1:]"), ("in self.hidden:", "in [*self.hidden, *self.more]:")),
        SIZES | DEEP | twins("deeper_step"),
    ),
    "activation on the first hidden layer alone": (
        hidden("h = self.dropout(self.activation(layer(h)) if layer is self.hidden[0] else layer(h))"),
        DEEP | twins("deeper_step"),
    ),
}  # fmt: skip

BODY = after("    def __init__(self, n_classes, n_features, hidden_size")
SEQUENTIAL = """
    def __init__(self, n_classes, n_features, hidden_size, layers, activation_type, dropout, **kwargs):
        super(FeedforwardNetwork, self).__init__()
        self.note, self.kind = "mine", activation_type
        g = nn.ReLU() if activation_type == "relu" else nn.Tanh()
        parts = [nn.Linear(n_features, hidden_size), g, nn.Dropout(p=dropout)]
        for _ in range(layers - 1):
            parts += [nn.Linear(hidden_size, hidden_size), g, nn.Dropout(p=dropout)]
        self.feedforward = nn.Sequential(*parts, nn.Linear(hidden_size, n_classes))

    def forward(self, x, **kwargs):
        return self.feedforward(x)
"""
SEPARATE = """
    def __init__(self, n_classes, n_features, hidden_size, layers, activation_type, dropout, **kwargs):
        super().__init__()
        self.layers = layers
        self.fc_out = nn.Linear(hidden_size, n_classes)
        if layers == 3:
            self.fc3 = nn.Linear(hidden_size, hidden_size)
        if layers >= 2:
            self.fc2 = nn.Linear(hidden_size, hidden_size)
        self.fc1 = nn.Linear(n_features, hidden_size)
        self.activation_type, self.p = activation_type, dropout

    def forward(self, x, **kwargs):
        for layer in [self.fc1, getattr(self, "fc2", None), getattr(self, "fc3", None)][: self.layers]:
            x = layer(x)
            x = nn.functional.relu(x) if self.activation_type == "relu" else torch.tanh(x)
            x = nn.functional.dropout(x, self.p, training=self.training)
        return self.fc_out(x)
"""
BY_HAND = """
    def __init__(self, n_classes, n_features, hidden_size, layers, activation_type, dropout):
        super().__init__()
        sizes = [n_features] + [hidden_size] * layers + [n_classes]
        self.bs = nn.ParameterList(nn.Parameter(torch.zeros(1, b)) for b in sizes[1:])
        self.Ws = nn.ParameterList(nn.Parameter(torch.randn(a, b)) for a, b in zip(sizes, sizes[1:]))
        self.g, self.p = getattr(torch, activation_type), dropout

    def forward(self, x):
        for W, b in list(zip(self.Ws, self.bs))[:-1]:
            x = self.g(x @ W + b)
            if self.training:
                x = x * (torch.rand_like(x) >= self.p) / (1 - self.p)
        return x @ self.Ws[-1] + self.bs[-1]
"""
RIGHT = {
    "the reference": REFERENCE,
    "nn.Sequential": patched((BODY, SEQUENTIAL.lstrip("\n"))),
    "an attribute for each layer, last one first, and functions": patched((BODY, SEPARATE.lstrip("\n"))),
    "nn.Parameter: biases first, W kept as (inputs, outputs)": patched((BODY, BY_HAND.lstrip("\n"))),
    "dropout before a ReLU": hidden("h = self.activation(self.dropout(layer(h)))"),
    "float64": patched(("import torch\n", "import torch\n\ntorch.set_default_dtype(torch.float64)\n")),
    "zero_grad at the end": step(FORWARD, BACKWARD, MOVE, "optimizer.zero_grad(set_to_none=False)", GIVE),
    "the model's own zero_grad and train": step(
        "model.train()", "model.zero_grad()", FORWARD, BACKWARD, MOVE, "return loss.detach().numpy()[()]"
    ),
    "keyword arguments to spare": patched(
        ("optimizer, criterion):", "optimizer, criterion, **kwargs):"),
        ("n_classes, n_features):", "n_classes, n_features, **kwargs):"),
    ),
    "parameters that begin with zeros": patched(
        (f"self.linear = {LINEAR}", f"self.linear = {LINEAR}\n        nn.init.zeros_(self.linear.weight)")
    ),
    "an optimizer's closure": step(
        "def closure():", *("    " + line for line in (ZERO, FORWARD, BACKWARD, "return loss")), "return optimizer.step(closure).item()"
    ),
}  # fmt: skip
