"""The page in a real browser: it fits, it loads nothing, and nothing in it runs."""

import subprocess

import pytest

from grader.report import html
from grader.report.build import build
from grader.report.view import Audience
from tests.report.hostile import hostile

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


@pytest.mark.parametrize("width", [320, 375, 768, 1280])
def test_a_hostile_report_fits_every_screen_loads_nothing_and_runs_nothing(width, tmp_path):
    page = html.render(build(hostile(), Audience.STUDENT))
    (tmp_path / "report.html").write_text(page, encoding="utf-8", errors="surrogatepass")
    (tmp_path / "frame.html").write_text(FRAME.format(width=width))

    shown = subprocess.run(
        [*CHROMIUM.split(), f"--user-data-dir={tmp_path / 'profile'}", f"file://{tmp_path / 'frame.html'}"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout

    title = shown.partition("<title>")[2].partition("</title>")[0]
    scroll_width, scripts, loaded, images = map(int, title.split())
    assert scroll_width <= width
    assert (scripts, loaded, images) == (0, 0, 0)
