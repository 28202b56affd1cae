# refused: handed_in holds more than 1 MiB of Python files
def make(folder):
    for number in range(20):
        (folder / f"part{number}.py").write_bytes(b"#" * 200_000)
