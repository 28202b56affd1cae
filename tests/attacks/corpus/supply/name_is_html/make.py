# score: 4 of 4
def make(folder):
    renamed = folder.parent / "<img src=x onerror=alert(1)>"
    folder.rename(renamed)
    return renamed
