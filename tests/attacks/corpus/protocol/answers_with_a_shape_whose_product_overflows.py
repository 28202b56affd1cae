# 2**32 by 2**32 entries are none, for a product of 64 bits.
# checks: loss_backward relu_forward_hidden
# score: 0 of 1
# loses: all
# ends: crashed
# says: crashed: it sent something that is not an answer
import struct, sys

RAW = b"\x03\x09\x00=gradient" + bytes([11, 2]) + struct.pack("<QQ", 2**32, 2**32)
sys.modules["grader.inside.child"].encode = lambda fields: b"\x00\x07\x00outcome\x08\x00\x00\x00returned" + RAW
