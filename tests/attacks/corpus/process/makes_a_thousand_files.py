# score: 4 of 4
for number in range(1000):
    open(f"MARK{number}", "w").close()
