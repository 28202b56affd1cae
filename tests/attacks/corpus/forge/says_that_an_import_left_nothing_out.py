# Sends an import of its own with lines that it has not, before the real one.
# checks: loss_backward relu_forward_hidden
# score: 0 of 1
# loses: all
# ends: crashed
# says: crashed: it sent something that is not an answer
# notes: mlp.py reads files when it is imported, and here are none: its statements at line {line}, which need them, were left out; put training below `if __name__ == "__main__":`
import os, sys

frame = sys._getframe()
while frame.f_code.co_name != "serve":
    frame = frame.f_back
wire = sys.modules["grader.inside.wire"]
lines = "\n".join(["mlp.py:1", "mlp.py:99999999", "../../etc/passwd:1", "mlp.py:-1", "<b>:1"])
said = [("outcome", "returned"), ("frames", lines), ("output", b""), ("output_bytes", 0.0)]
os.write(frame.f_locals["replies"], wire.frame(wire.Kind.IMPORTED, said))
