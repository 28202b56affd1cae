# refused: mlp.py is not valid Python 3 at line {line}: invalid syntax
<<<<<<< HEAD
x = 1
=======
x = 2
>>>>>>> main
