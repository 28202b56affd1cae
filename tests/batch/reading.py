"""What a reader of the dashboard does and sees, as expressions for the browser."""

from grader.batch import dashboard

SHOWN = "[...document.querySelectorAll('#students-table tbody tr')].filter((row) => row.checkVisibility())"
NAMES = f"{SHOWN}.map((row) => row.cells[0].textContent)"
STATUS = "document.getElementById('shown').textContent"


def put(folder, result, **how):
    """Write a dashboard and return where it is."""
    path = folder / "dashboard.html"
    path.write_text(dashboard.render(result, **how), encoding="utf-8")
    return path


def header(name, table="students"):
    return f"[...document.querySelectorAll('#{table}-table th button')].find((each) => each.textContent === '{name}')"


def choose(tab, field, value):
    tab.run(
        f"(() => {{ const field = document.getElementById('{field}'); field.value = '{value}'; "
        "field.dispatchEvent(new Event('input', { bubbles: true })); })()"
    )
