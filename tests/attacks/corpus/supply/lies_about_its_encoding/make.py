# The decoder that it asks for would unpack what is no text.
# refused: mlp.py is not text in an encoding that is accepted: save it as UTF-8
def make(folder):
    (folder / "mlp.py").write_bytes(b"# coding: zlib_codec\n" + (folder / "mlp.py").read_bytes())
