# score: 4 of 4
# notes: mlp.py imports matplotlib at line {line}, which is absent here: an inert stand-in takes its place, and nothing is drawn or shown
# notes: mlp.py imports tqdm at line {line}, which is absent here: an inert stand-in takes its place, and nothing is drawn or shown
import matplotlib.pyplot as plt
from tqdm import tqdm

for _ in tqdm(range(3)):
    plt.plot([1, 2, 3])
plt.savefig("loss.png")
plt.show()
