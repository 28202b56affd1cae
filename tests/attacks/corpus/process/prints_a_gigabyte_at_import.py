# score: 0 of 4
# loses: all
# ends: crashed
# says: while mlp.py was being imported: crashed: it printed more than 16 MiB
for _ in range(1000): print("x" * 10**6)
