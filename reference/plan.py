"""What a homework's experiments.py declares: runs, and how their results are shown. Plain records, no code."""

from typing import Any, NamedTuple


class Run(NamedTuple):
    """One training run for each seed: `parameters` say all that it depends on, beside the data, seed and epochs.

    `after` names the runs whose results it needs: all of their seeds are done before it begins. `epochs` is a number of
    its own, where it is not that of the others.
    """

    id: str
    title: str
    parameters: dict[str, Any]
    after: tuple[str, ...] = ()
    epochs: int | None = None


class Curve(NamedTuple):
    """One line of a figure: a quantity of a run against the epoch; of several seeds the mean, in a band.

    Curves that are `like` the same have the same colour and mark; each is like its run, unless it says otherwise. Those
    that are `pale` lie behind the others.
    """

    run: str
    quantity: str
    label: str
    dashed: bool = False
    like: str = ""
    pale: bool = False


class Mark(NamedTuple):
    """A place on the horizontal axis where something happens, and what, in a few words."""

    place: float
    label: str


class Figure(NamedTuple):
    """Curves on common axes. `note` is what to look for, in a sentence or two, for the page.

    `data` names the data sets that it is about, where the homework has more.

    A quantity may have several values for each epoch; they are shown one after the other, and `x_label` says what they
    belong to.
    """

    id: str
    title: str
    y_label: str
    curves: tuple[Curve, ...]
    note: str = ""
    x_label: str = "epoch"
    is_logarithmic: bool = False
    marks: tuple[Mark, ...] = ()
    data: tuple[str, ...] = ()


class HeatMap(NamedTuple):
    """A matrix of numbers, `values[row, column]`, with a tick for each row and column; the best cell is marked."""

    id: str
    title: str
    row_label: str
    column_label: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: Any
    value_label: str
    note: str = ""


class Pictures(NamedTuple):
    """Images in a grid, `images[row][column]`, each a matrix of numbers from 0 (black) to 1 (white).

    `columns` are headings; an empty one, or none at all, leaves out a column's.
    """

    id: str
    title: str
    rows: tuple[str, ...]
    images: Any
    note: str = ""
    columns: tuple[str, ...] = ()


class Listing(NamedTuple):
    """A table of its own, of texts, for what is not one row for each run."""

    id: str
    title: str
    headings: tuple[str, ...]
    rows: Any
    note: str = ""


class Part(NamedTuple):
    """What a student's file does in a run: `function` of assignments/<homework>/experiments.py drives `file`.

    It takes the student's module and `given`, arrays and numbers, among them nothing that the reference has found; it
    yields, after each epoch, a number for each of these names. `first_seconds` is how long the first epoch may take,
    by which the limits of the others go: many times what plain code needs. `title` says what it does, where that is
    less than the run does.
    """

    file: str
    function: str
    given: dict[str, Any]
    yields: tuple[str, ...]
    first_seconds: float = 100.0
    title: str = ""


class Beside(NamedTuple):
    """How a student's runs that have this curve are laid beside the reference's: in words, by two quantities.

    `final` is told as it is after the last epoch; of `curve` is told in which epoch it first is off by more than
    `amount`.
    """

    final: str
    curve: str
    amount: float


class Column(NamedTuple):
    """One column of the table of results: a quantity of each run after its last epoch, or at its best."""

    title: str
    quantity: str
    at: str = "last"  # or "smallest", "largest"
    decimals: int = 4
