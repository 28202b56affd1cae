# limits: memory_bytes=600000000 import_wall_seconds=20
# score: 0 of 4
# loses: all
# ends: out_of_memory
# says: while mlp.py was being imported: ran out of memory at mlp.py:{line}
kept = []
while True:
    kept.append(bytearray(10**7))
