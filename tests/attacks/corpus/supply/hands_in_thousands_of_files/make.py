# refused: handed_in holds more than 5000 files: hand in only those of this homework
def make(folder):
    for number in range(6000):
        (folder / f"part{number}.txt").touch()
