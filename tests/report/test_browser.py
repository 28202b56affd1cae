"""The page in a real browser: it fits, it loads nothing, and nothing in it runs."""

import json
import subprocess
from html import unescape

import pytest

from grader.report import html
from grader.report.build import build
from grader.report.view import Audience
from tests.report.hostile import hostile
from tests.report.payloads import PAYLOADS, PLAIN, everywhere

pytestmark = pytest.mark.needs_chromium

CHROMIUM = (
    "chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --allow-file-access-from-files --virtual-time-budget=2000 --dump-dom"
)
# The page in a frame of a given width; when it is there, the frame's own view of itself becomes the title.
FRAME = """<!DOCTYPE html><title>waiting</title>
<iframe src="report.html" style="width: {width}px; height: 900px; border: 0"></iframe>
<script>
const frame = document.querySelector("iframe");
frame.onload = () => {{
  const page = frame.contentDocument;
  const loaded = frame.contentWindow.performance.getEntriesByType("resource").length;
  document.title = [page.documentElement.scrollWidth, page.scripts.length, loaded, page.images.length].join(" ");
}};
</script>"""


def titled(folder):
    """Return what the title of frame.html in a folder has become."""
    shown = subprocess.run(
        [*CHROMIUM.split(), f"--user-data-dir={folder / 'profile'}", f"file://{folder / 'frame.html'}"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout
    return unescape(shown.partition("<title>")[2].partition("</title>")[0])


@pytest.mark.parametrize("width", [320, 375, 768, 1280])
def test_a_hostile_report_fits_every_screen_loads_nothing_and_runs_nothing(width, tmp_path):
    page = html.render(build(hostile(), Audience.STUDENT))
    (tmp_path / "report.html").write_text(page, encoding="utf-8", errors="surrogatepass")
    (tmp_path / "frame.html").write_text(FRAME.format(width=width))

    scroll_width, scripts, loaded, images = map(int, titled(tmp_path).split())
    assert scroll_width <= width
    assert (scripts, loaded, images) == (0, 0, 0)


# Two pages that differ in their texts alone; everything that folds is open.
TWO_FRAMES = """<!DOCTYPE html><title>waiting</title>
<iframe src="report.html" style="width: {width}px; height: 900px; border: 0"></iframe>
<iframe src="plain.html" style="width: {width}px; height: 900px; border: 0"></iframe>
<script>
onload = () => {{
  const [page, plain] = [...document.querySelectorAll("iframe")].map((each) => each.contentDocument);
  const shape = (of) => [...of.querySelectorAll("*")]
    .map((each) => [each.tagName, ...each.getAttributeNames()].join(" ")).join();
  for (const of of [page, plain]) for (const fold of of.querySelectorAll("details")) fold.open = true;
  const loaded = [page, plain].map((of) => of.defaultView.performance.getEntriesByType("resource").length);
  document.title = JSON.stringify({{
    ran: window.ran ?? null, scripts: page.scripts.length, loaded, same: shape(page) === shape(plain),
    elements: page.querySelectorAll("*").length, fits: page.documentElement.scrollWidth <= {width},
  }});
}};
</script>"""


@pytest.mark.parametrize("width", [320, 1280])
def test_a_page_of_a_hundred_payloads_is_the_page_of_a_hundred_plain_texts(width, tmp_path):
    for name, texts in (("report", PAYLOADS), ("plain", PLAIN)):
        page = html.render(build(everywhere(texts), Audience.STUDENT))
        (tmp_path / f"{name}.html").write_text(page, encoding="utf-8", errors="surrogatepass")
    (tmp_path / "frame.html").write_text(TWO_FRAMES.format(width=width))

    title = titled(tmp_path)

    found = json.loads(title)
    assert found.pop("elements") > 10 * len(PAYLOADS)
    assert found == {"ran": None, "scripts": 0, "loaded": [0, 0], "same": True, "fits": True}
