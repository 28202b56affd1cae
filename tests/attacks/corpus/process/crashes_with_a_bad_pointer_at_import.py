# score: 0 of 4
# loses: all
# ends: crashed
# says: while the submission was being imported: crashed: it ended the process that imports it
import ctypes

ctypes.string_at(8)
