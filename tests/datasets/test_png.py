import numpy as np
import pytest

from datasets import png
from datasets.errors import Damaged
from tests.datasets import fabricated

PIXELS = np.random.default_rng(1).integers(0, 2, (7, 11), np.uint8)


@pytest.mark.parametrize("pieces", [1, 3])
def test_pixels_come_back_as_they_were_written(pieces):
    found = png.read(fabricated.png(PIXELS, pieces=pieces), "a.png")

    assert (found.dtype, found.tolist()) == (np.uint8, PIXELS.tolist())


@pytest.mark.parametrize(
    "content",
    [fabricated.png(PIXELS, depth=8), fabricated.png(PIXELS, filter_type=1)],
    ids=["eight bits a pixel", "filtered rows"],
)
def test_another_kind_of_png_is_refused(content):
    with pytest.raises(Damaged) as caught:
        png.read(content, "a.png")
    assert (
        str(caught.value)
        == "a.png is not a black-and-white PNG with plain rows, the only kind that Omniglot has"
    )


@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a", fabricated.png(PIXELS)[:8], fabricated.png(PIXELS)[:60], fabricated.png(PIXELS)[:-30]],
    ids=["nothing", "a GIF", "a signature", "no pixels", "half of them"],
)
def test_what_is_no_png_is_named(content):
    with pytest.raises(Damaged, match=r"^a\.png is not a PNG file that can be read: "):
        png.read(content, "a.png")
