"""What there is: each data set's raw files, how they are recognised, where they come from, who may use them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from datasets import ames, fingerprints, idx, omniglot
from datasets.arrays import Arrays
from datasets.errors import UnknownName
from datasets.fingerprints import Fingerprint
from datasets.standins import characters, digits, garments, houses


class RawFile(NamedTuple):
    """One file as its authors give it away.

    A file whose bytes are known is recognised by them. Where the same content comes in several containers (a zip packed
    anew, a table with commas or with tabs), the fingerprint is that of the content, and `pattern` says what the
    containers may be called.
    """

    name: str
    addresses: tuple[str, ...]
    size: int  # in bytes; where containers differ, about
    sha256: str
    fingerprint: Fingerprint = fingerprints.of_bytes
    pattern: str = ""  # the name itself, where this is empty


class DataSet(NamedTuple):
    """One data set: `shapes` are those of Xtrain, ytrain, Xtest, ytest."""

    name: str
    title: str
    folder: str  # below GRADER_DATA and below the cache
    files: tuple[RawFile, ...]
    shapes: tuple[tuple[int, ...], ...]
    source: str
    licence: str
    read: Callable[[Sequence[Path]], Arrays]
    stand_in: Callable[[], Arrays]
    arrays_sha256: Mapping[str, str] = {}  # of what `read` returns, each number as a byte, in C order


def find(name: str) -> DataSet:
    """Return the entry of a name.

    Raises:
        UnknownName: if there is none.
    """
    if name not in DATASETS:
        raise UnknownName(f"there is no data set {name!r}: choose one of {', '.join(DATASETS)}")
    return DATASETS[name]


def _idx_files(hosts: tuple[str, ...], *files: tuple[str, int, str]) -> tuple[RawFile, ...]:
    return tuple(
        RawFile(f"{stem}-ubyte.gz", tuple(f"{host}/{stem}-ubyte.gz" for host in hosts), size, sha256)
        for stem, size, sha256 in files
    )


_OMNIGLOT = "https://github.com/brendenlake/omniglot/raw/master/python"
_IMAGES = ((60000, 784), (60000,), (10000, 784), (10000,))

_FASHION_MNIST = DataSet(
    name="fashion_mnist",
    title="Fashion-MNIST",
    folder="fashion-mnist",
    files=_idx_files(
        (
            "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion",
            "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com",
        ),
        ("train-images-idx3", 26421880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
        ("train-labels-idx1", 29515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
        ("t10k-images-idx3", 4422102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
        ("t10k-labels-idx1", 5148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
    ),
    shapes=_IMAGES,
    source="H. Xiao, K. Rasul, R. Vollgraf, Fashion-MNIST, 2017 (github.com/zalandoresearch/fashion-mnist)",
    licence="MIT, Copyright (c) 2017 Zalando SE",
    read=idx.arrays,
    stand_in=garments.arrays,
)

_MNIST = DataSet(
    name="mnist",
    title="MNIST",
    folder="mnist",
    files=_idx_files(
        (
            "https://ossci-datasets.s3.amazonaws.com/mnist",
            "https://storage.googleapis.com/cvdf-datasets/mnist",
        ),
        ("train-images-idx3", 9912422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
        ("train-labels-idx1", 28881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
        ("t10k-images-idx3", 1648877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
        ("t10k-labels-idx1", 4542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
    ),
    shapes=_IMAGES,
    source="Y. LeCun, C. Cortes, C. Burges, The MNIST database of handwritten digits",
    licence="CC BY-SA 3.0, as its distributors say; no licence file comes with it",
    read=idx.arrays,
    stand_in=digits.arrays,
)

_OMNIGLOT12 = DataSet(
    name="omniglot12",
    title="Omniglot, twelve alphabets",
    folder="omniglot",
    files=(
        RawFile(
            name="images_background.zip",
            addresses=(f"{_OMNIGLOT}/images_background.zip",),
            size=9_500_000,
            sha256="0e70a2d04018a16b0e83484d58bdef8784119ff2c11ea34dcd16a10f501bccf5",
            fingerprint=fingerprints.of_drawings(omniglot.IN_BACKGROUND),
            pattern="*.zip",
        ),
        RawFile(
            name="images_evaluation.zip",
            addresses=(f"{_OMNIGLOT}/images_evaluation.zip",),
            size=6_500_000,
            sha256="3dd79a71374806c982184f48011fce9668090a2c216cb45624cc882b5a252c5b",
            fingerprint=fingerprints.of_drawings(omniglot.IN_EVALUATION),
            pattern="*.zip",
        ),
    ),
    shapes=((6660, 11025), (6660,), (1660, 11025), (1660,)),
    source="B. Lake, R. Salakhutdinov, J. Tenenbaum, Science 350, 2015 (github.com/brendenlake/omniglot)",
    licence="MIT, Copyright (c) 2015 Brenden Lake",
    read=omniglot.arrays,
    stand_in=characters.arrays,
    arrays_sha256={
        "Xtrain": "b2936328411b338a7413402ddf12cf336c3747a70bbab32821ba7fceea0873fa",
        "ytrain": "99cccea323d87feb13890f2c4325d062796dc41be9d5e3bdf7b33f82f086bdfc",
        "Xtest": "d20007eece65be1067d49c6295d18f0ae78fbf04efa4cdf82dce1d86990d1c7e",
        "ytest": "4d720ba5ff55f818eed02473a4b0c8afb513647434f0168c47f48c475a8d1127",
    },
)

_AMES = DataSet(
    name="ames",
    title="Ames housing",
    folder="ames",
    files=(
        RawFile(
            name="AmesHousing.csv",
            addresses=("https://jse.amstat.org/v19n3/decock/AmesHousing.txt",),
            size=960_000,
            sha256="d00a910b3a145de962d92861e9b0a381dc44398200fccc31456f358d33f4f00a",
            fingerprint=fingerprints.of_cells,
            pattern="AmesHousing.*",
        ),
    ),
    shapes=((1465, 348), (1465, 1), (1465, 348), (1465, 1)),
    source="D. De Cock, Ames, Iowa: Alternative to the Boston Housing Data, J. Statistics Education 19(3), 2011",
    licence="published for teaching; no formal licence stated",
    read=ames.arrays,
    stand_in=houses.arrays,
)

DATASETS = {entry.name: entry for entry in (_FASHION_MNIST, _MNIST, _OMNIGLOT12, _AMES)}
