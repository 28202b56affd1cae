# score: 4 of 4
def make(folder):
    renamed = folder.parent / "...hidden..%2e%2e"
    folder.rename(renamed)
    return renamed
