# problems: all
# outcome: crashed
# message: while mlp.py was being imported: crashed: it printed more than 16 MiB
for _ in range(1000): print("x" * 10**6)
