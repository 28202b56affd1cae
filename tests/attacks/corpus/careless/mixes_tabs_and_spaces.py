# alone: yes
# refused: mlp.py is not valid Python 3 at line {line}: inconsistent use of tabs and spaces in indentation
class LinearMap:
    def forward(self, x):
        y = x
	return y
