# score: 0 of 4
# loses: all
# ends: crashed
# says: crashed
import sys

child = sys.modules["grader.inside.child"]
printed_nothing = [("output", b""), ("output_bytes", 0.0)]
child.Child.answer = lambda *arguments: [("outcome", "crashed"), ("detail", "signal \u00b2"), *printed_nothing]
