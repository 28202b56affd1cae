"""What is handed in on every platform: right, empty, wrong and hostile work."""

from pathlib import Path

from grader import catalog
from tests.assignments.specimens.cmu_hw1_mlp.wrong import WRONG, patched
from tests.attacks.attempt import lay_out
from tests.attacks.header import CORPUS, read
from tests.platforms.layouts import HOMEWORK

ROOT = catalog.course_root()
MISTAKES = (
    "linear_map: gradients assigned instead of accumulated",
    "linear_map: gradient of b not summed over the batch",
    "linear_map: NameError in step",
    "relu: gradient 1 at zero",
    "loss: softmax overflows",
    "loss: gradient not divided by the batch",
    "momentum: momentum cleared by zerograd",
    "dropout: inverted dropout",
    "networks: forward returns a list",
    "networks: TwoLayerMLP left unimplemented",
)
HOSTILE = (
    "forge/prints_a_last_line_that_says_all_is_well.py",
    "forge/rewrites_the_results_when_python_ends.py",
    "forge/says_that_it_is_the_graders_fault.py",
    "forge/writes_every_results_file_that_a_grader_may_read.py",
    "process/calls_os_exit_at_import.py",
    "process/kills_everybody.py",
    "protocol/puts_nulls_and_escapes_into_its_message.py",
    "protocol/writes_html_into_its_message.py",
    "read/reads_the_fixtures.py",
    "supply/links_to_the_reference",
)
NAMES = ("reference", "template", *MISTAKES, *HOSTILE)


def submission(name: str, place: Path, course: str = "") -> Path:
    """Write a submission below a folder, and return its path; a hostile one looks for the course at `course`."""
    if name == "reference":
        return ROOT / "reference" / HOMEWORK / "mlp.py"
    if name == "template":
        return ROOT / "student_template" / HOMEWORK / "mlp.py"
    if name in MISTAKES:
        place.mkdir(parents=True)
        reference = (ROOT / "reference" / HOMEWORK / "mlp.py").read_text(encoding="utf-8")
        (place / "mlp.py").write_text(patched(reference, WRONG[name][1]), encoding="utf-8")
        return place / "mlp.py"
    place.parent.mkdir(parents=True, exist_ok=True)
    attack = CORPUS / name
    return lay_out(attack, read(attack), place, "mark", course or str(ROOT))
