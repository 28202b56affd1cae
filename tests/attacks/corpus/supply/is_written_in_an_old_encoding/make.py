# score: 4 of 4
def make(folder):
    text = (folder / "mlp.py").read_text().replace("Σ", "S")
    (folder / "mlp.py").write_bytes(b"# coding: latin-1\n# \xe4\xf6\xfc\n" + text.encode("latin-1", "replace"))
