# score: 4 of 4
def make(folder):
    (folder / "mlp.py").write_bytes(b"\xef\xbb\xbf" + (folder / "mlp.py").read_bytes().replace(b"\n", b"\r\n"))
