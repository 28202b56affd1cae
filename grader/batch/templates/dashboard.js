"use strict";
// Without this script the page says the same; with it, tables can be sorted and students filtered.
{
  const shown = document.getElementById("shown");
  const form = document.getElementById("filters");
  const body = document.getElementById("students-table").tBodies[0];

  const students = [...body.rows].map((row) => ({
    row,
    name: row.cells[0].textContent.toLocaleLowerCase(),
    status: row.cells[1].textContent,
    marks: row.cells[5].textContent.replaceAll(" ", ""),
    mistakes: (row.dataset.m ?? "").split(" "),
    group: row.dataset.g,
  }));

  // Several checks, when a link asks for those of one promise: not right in any of them.
  let checks = [];

  function filter() {
    const { text, status, mistake, group } = form.elements;
    const wanted = text.value.trim().toLocaleLowerCase();
    let count = 0;
    for (const each of students) {
      const fits = each.name.includes(wanted)
        && (!status.value || each.status === status.value)
        && (!checks.length || checks.some((place) => "×!".includes(each.marks.charAt(place) || " ")))
        && (!mistake.value || each.mistakes.includes(mistake.value))
        && (!group.value || each.group === group.value);
      each.row.hidden = !fits;
      count += fits;
    }
    shown.textContent = `${count} of ${students.length} students`;
  }

  // What can be read as a number is one: 7, 7/24, −1.5; else it is text. Nothing at all comes last.
  function key(cell) {
    const text = cell.dataset.v ?? cell.textContent.trim();
    const number = cell.matches(".n, [data-v]") ? parseFloat(text.replace("−", "-")) : NaN;
    return Number.isNaN(number) ? (text === "–" ? "" : text) : number;
  }

  const collator = new Intl.Collator(undefined, { numeric: true });
  const compare = (one, other) =>
    typeof one === "number" && typeof other === "number" ? one - other : collator.compare(one, other);

  function sort(header) {
    const table = header.closest("table");
    // Numbers are asked for largest first, names from A.
    const first = header.classList.contains("n") ? "descending" : "ascending";
    const second = first === "ascending" ? "descending" : "ascending";
    const order = header.getAttribute("aria-sort") === first ? second : first;
    for (const each of table.querySelectorAll("[aria-sort]")) each.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", order);
    const sign = order === "ascending" ? 1 : -1;
    const keyed = [...table.tBodies[0].rows].map((row) => [key(row.cells[header.cellIndex]), row]);
    keyed.sort(([one], [other]) =>
      one === "" || other === "" ? (one === "") - (other === "") : sign * compare(one, other));
    table.tBodies[0].append(...keyed.map(([, row]) => row));
  }

  for (const header of document.querySelectorAll(".sortable thead th")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    button.addEventListener("click", () => sort(header));
    header.append(button);
  }

  form.addEventListener("input", (event) => {
    if (event.target.id === "check") checks = event.target.value ? [event.target.value] : [];
    filter();
  });
  form.addEventListener("reset", () => {
    checks = [];
    setTimeout(filter);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-filter]");
    if (!link) return;
    const values = link.dataset.value.split(" ");
    form.reset();
    form.elements[link.dataset.filter].value = values[0];
    checks = link.dataset.filter === "check" ? values : [];
    setTimeout(filter);
  });

  form.hidden = false;
  filter();
}
