// The review: text and findings follow each other, and every step can be taken with one key.

const review = document.querySelector("[data-review]");
const text = document.getElementById("text");
const list = review.querySelector(".review");

let current = null;

const rows = () => [...list.querySelectorAll(".finding")];

function marksOf(id) {
  return [...text.querySelectorAll(".mark")].filter((mark) => mark.dataset.findings.split(" ").includes(id));
}

function scrollTo(element) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
}

function choose(id, { fromText = false } = {}) {
  const row = document.getElementById(`finding-${id}`);
  for (const old of document.querySelectorAll(".is-current")) old.classList.remove("is-current");
  current = row ? id : null;
  if (!row) return;
  row.classList.add("is-current");
  const marks = marksOf(id);
  for (const mark of marks) mark.classList.add("is-current");
  scrollTo(row);
  row.focus({ preventScroll: true });
  if (!fromText && marks.length) scrollTo(marks[0]);
}

// Findings overlap: a second click on the same words goes on to the next finding that covers them.
text.addEventListener("click", (event) => {
  const mark = event.target.closest(".mark");
  if (!mark || selectedText()) return;
  event.preventDefault();
  const ids = mark.dataset.findings.split(" ").filter((id) => document.getElementById(`finding-${id}`));
  if (ids.length) choose(ids[(ids.indexOf(current) + 1) % ids.length], { fromText: true });
});

list.addEventListener("click", (event) => {
  const row = event.target.closest(".finding");
  if (!row) return;
  if (event.target.closest(".finding__quote a")) event.preventDefault();
  if (!event.target.closest(".finding__form, .finding__actions")) choose(row.id.replace("finding-", ""));
});

document.addEventListener("click", (event) => {
  const cancel = event.target.closest("[data-cancel]");
  if (!cancel || !review.contains(cancel)) return;
  event.preventDefault();
  cancel.closest(".finding__form, #finding-new").replaceChildren();
});

// The place of the selection in the document, in characters (not in UTF-16 units, which JavaScript counts).
function selectedText() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed || !text.contains(selection.anchorNode)) return null;
  const range = selection.getRangeAt(0);
  const start = offset(range.startContainer, range.startOffset);
  const end = offset(range.endContainer, range.endOffset);
  return start !== null && end !== null && start < end ? { start, end } : null;
}

function offset(node, position) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const line = element.closest("[data-start]");
  if (!line) return null;
  const before = document.createRange();
  before.setStart(line, 0);
  before.setEnd(node, position);
  return Number(line.dataset.start) + Array.from(before.toString()).length;
}

let selected = null;
document.addEventListener("selectionchange", () => {
  const now = selectedText();
  if (now) selected = now;
});

document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.elt.matches("[data-add]") && selected) Object.assign(event.detail.parameters, selected);
});

// What was swapped in takes the place of what was chosen before.
document.addEventListener("htmx:afterSettle", (event) => {
  if (!review.contains(event.detail.elt)) return;
  refreshMarks();
  const form = event.detail.elt.querySelector?.(".finding-form");
  if (form) enter(form);
  else if (current && document.getElementById(`finding-${current}`)) choose(current, { fromText: true });
  if (event.detail.elt.matches?.(".group")) document.getElementById("finding-new").replaceChildren();
});

// To what is wrong, else to the first field; never away from where somebody is typing already.
function enter(form) {
  if (form.contains(document.activeElement)) return;
  const field = form.querySelector(".field--wrong :is(input, select, textarea)") ?? form.querySelector("textarea, input:not([type=hidden])");
  field?.focus();
}

function refreshMarks() {
  const off = new Set(rows().filter((row) => row.dataset.decision === "rejected").map((row) => row.id.replace("finding-", "")));
  for (const mark of text.querySelectorAll(".mark")) {
    mark.classList.toggle("is-rejected", mark.dataset.findings.split(" ").every((id) => off.has(id)));
  }
}

function step(by) {
  const all = rows();
  const at = all.findIndex((row) => row.id === `finding-${current}`);
  const next = all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)];
  if (next) choose(next.id.replace("finding-", ""));
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  n: () => list.querySelector("[data-add]").click(),
  "?": () => document.getElementById("keys").toggleAttribute("open"),
};

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) {
    if (event.key === "Escape") event.target.closest(".finding-form")?.querySelector("[data-cancel]").click();
    return;
  }
  const act = keys[event.key] ?? press(event.key);
  if (!act) return;
  event.preventDefault();
  act();
});

function press(key) {
  if (!current || !"aersu".includes(key)) return null;
  const button = document.getElementById(`finding-${current}`)?.querySelector(`.finding__actions [data-key="${key}"]`);
  return button ? () => button.click() : null;
}

if (location.hash.startsWith("#finding-")) choose(location.hash.replace("#finding-", ""));
