# score: 4 of 4
# notes: mlp.py reads files when it is imported, and here are none: its statements at line {line}, which need them, were left out; put training below `if __name__ == "__main__":`
images = np.load("data/mnist_train.npz")
