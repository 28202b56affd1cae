def loss_backward(mlp, **given): return {}
