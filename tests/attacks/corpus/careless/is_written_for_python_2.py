# alone: yes
# refused: mlp.py is not valid Python 3 at line {line}: Missing parentheses in call to 'print'. Did you mean print(...)?
print "hello"
