# score: 4 of 4
import mlp

assert mlp.np is np
