# alone: yes
# refused: mlp.py is not valid Python 3 at line {line}: expected ':'
class LinearMap
    def forward(self, x):
        return x
