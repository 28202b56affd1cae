"""A grading in which everything that a student controls tries to be more than text."""

from grader.compare import Difference, DifferenceKind
from grader.records import Curve, Diagnosis, Outcome, Verdict
from tests.builders import (
    a_check,
    a_file,
    a_frame,
    a_grading,
    a_problem,
    a_result,
    a_submission,
    an_assignment,
    an_observation,
)

PAYLOAD = (
    "\x1b[31mred\x1b[0m\x07\x00\x9b2J\r\u202edlrow\u2066 \u200b\ufeff\ud800 [bold red]markup[/] "
    "<script>alert(1)</script> <img src=x onerror=a()> </pre></style></svg> {{ 7 * 7 }} {% raw %} "
    "`code` ``` | [link](http://evil.example) ![image](https://evil.example/x.png) www.evil.example "
    "@everyone #1 me@evil.example **bold** _it_ ~~no~~ $x$ &lt; \"' \\"
)
OUTPUT = f"{PAYLOAD}\n```\n# heading\n<b>\n\x1b]0;title\x07\n"


def hostile():
    """Return a grading with the payload in every text that comes from a submission."""
    frames = (a_frame(PAYLOAD, 3, PAYLOAD, PAYLOAD), a_frame(PAYLOAD, 4, PAYLOAD, PAYLOAD))
    raised = {"exception": (PAYLOAD, PAYLOAD), "frames": frames, "output": OUTPUT, "output_is_cut": True}
    difference = Difference(PAYLOAD, DifferenceKind.TYPE, PAYLOAD, PAYLOAD, 1, 2, (1,), None, PAYLOAD)
    diagnosis = (Diagnosis(id="payload", text=PAYLOAD, confidence="likely"),)
    curve = Curve(
        quantity=PAYLOAD, actual=(1.0, 2.0), expected=(1.0, 1.0), tolerance=(0.1, 0.1), departs_at=1
    )
    results = []
    for suffix in ("", "_too", "_hidden"):
        check = a_check(f"raises{suffix}", title=PAYLOAD, hint=PAYLOAD)
        seen = an_observation(check.id, Outcome.RAISED, **raised)
        results.append(a_result(check, seen, Verdict.FAILED, message=PAYLOAD))
        check = a_check(f"differs{suffix}", curves=("loss",))
        seen = an_observation(check.id, quantities={"loss": PAYLOAD}, output=OUTPUT)
        facts = {"message": PAYLOAD, "differences": (difference, difference), "curves": (curve,)}
        results.append(a_result(check, seen, Verdict.WRONG, diagnosis=diagnosis, **facts))
        check = a_check(f"imports{suffix}")
        seen = an_observation(check.id, Outcome.RAISED, during_import=True, **raised)
        results.append(a_result(check, seen, Verdict.FAILED, message=PAYLOAD))
    assignment = an_assignment(
        (a_problem(title=PAYLOAD),), [result.check for result in results], title=PAYLOAD
    )
    submission = a_submission(PAYLOAD, files=(a_file(PAYLOAD),), notes=(PAYLOAD,))
    return a_grading(results, assignment, submission)
