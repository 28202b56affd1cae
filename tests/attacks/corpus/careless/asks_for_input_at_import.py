# score: 0 of 4
# loses: all
# ends: raised
# says: while mlp.py was being imported: raised EOFError at mlp.py:{line}: EOF when reading a line
rate = float(input("learning rate? "))
