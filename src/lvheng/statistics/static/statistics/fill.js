// Filling in a form: moving between cells, pasting a column, and losing nothing when the network fails.

const form = document.getElementById("fill");
const kept = document.getElementById("kept");
const key = form.dataset.keep;
const RETRY_MS = 10_000;

const cells = () => [...form.querySelectorAll(".sheet__cell input, .sheet__cell select")];

// Moving

form.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || !event.target.matches(".sheet__cell input, .sheet__cell select")) return;
  const by = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by || (event.target.matches("select") && event.key !== "Enter")) return;
  event.preventDefault();
  const all = cells();
  const next = all[all.indexOf(event.target) + by];
  if (!next) return;
  next.focus();
  next.select?.();
});

// A column copied from a spreadsheet goes into this cell and those below it; of several columns the first.
form.addEventListener("paste", (event) => {
  if (!event.target.matches(".sheet__cell input")) return;
  const rows = event.clipboardData.getData("text").replace(/\r?\n$/, "").split(/\r?\n/);
  if (rows.length < 2) return;
  event.preventDefault();
  const all = cells();
  const first = all.indexOf(event.target);
  rows.forEach((row, i) => {
    const cell = all[first + i];
    if (cell) cell.value = row.split("\t")[0].trim();
  });
  all[Math.min(first + rows.length, all.length) - 1].focus();
  event.target.dispatchEvent(new Event("input", { bubbles: true }));
});

// Keeping

const fields = () => [...form.elements].filter((field) => /^[ex]-/.test(field.name));
let unsaved = false;
let sending = false;
let retry = null;

function status(text, isBad = false) {
  const words = document.querySelector("#saved .saved__words");
  words.classList.toggle("is-bad", isBad);
  words.textContent = text;
}

function keep() {
  const values = Object.fromEntries(fields().map((field) => [field.name, field.value]));
  try {
    localStorage.setItem(key, JSON.stringify(values));
  } catch {
    // A full or forbidden store is no reason to stop working: the server keeps the draft.
  }
}

function forget() {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept there.
  }
}

form.addEventListener("input", () => {
  unsaved = true;
  keep();
  if (!sending) status(form.dataset.unsaved);
});

form.addEventListener("htmx:beforeRequest", (event) => {
  if (leaving) return event.preventDefault();
  clearTimeout(retry);
  sending = true;
  unsaved = false;
  status(form.dataset.saving);
});

form.addEventListener("htmx:afterRequest", (event) => {
  sending = false;
  if (event.detail.successful) {
    if (!unsaved) forget();
    return;
  }
  unsaved = true;
  const lost = !event.detail.xhr.status;
  status(lost ? form.dataset.failed : form.dataset.refused, true);
  // What the server refused for a reason is told by the page; only a lost connection is tried again.
  if (lost) retry = setTimeout(() => form.dispatchEvent(new Event("retry")), RETRY_MS);
  submitWaiting();
});

addEventListener("online", () => unsaved && form.dispatchEvent(new Event("retry")));

// A form is sent only after what is under way has come back: it says which draft it was typed into.
let leaving = false;
let waiting = null;
form.addEventListener("submit", (event) => {
  if (sending) {
    event.preventDefault();
    waiting = event.submitter;
    return;
  }
  leaving = true;
});
document.addEventListener("htmx:afterSettle", () => {
  markWrong();
  submitWaiting();
});

function submitWaiting() {
  if (!waiting || sending) return;
  const button = waiting;
  waiting = null;
  form.requestSubmit(button);
}

addEventListener("beforeunload", (event) => {
  if (unsaved && !leaving) event.preventDefault();
});

function markWrong() {
  for (const cell of cells()) {
    const wrong = document.getElementById(cell.getAttribute("aria-describedby"))?.childElementCount > 0;
    cell.toggleAttribute("aria-invalid", wrong);
    if (wrong) cell.setAttribute("aria-invalid", "true");
  }
}

// What was typed here and never reached the server is offered, not forced: somebody else may have gone on.
function lost() {
  try {
    const values = JSON.parse(localStorage.getItem(key) ?? "null");
    return values && fields().some((field) => field.name in values && values[field.name] !== field.value) ? values : null;
  } catch {
    return null;
  }
}

const found = lost();
if (found) kept.hidden = false;
kept.querySelector("[data-restore]").addEventListener("click", () => {
  for (const field of fields()) if (field.name in found) field.value = found[field.name];
  kept.hidden = true;
  cells()[0]?.dispatchEvent(new Event("input", { bubbles: true }));
});
kept.querySelector("[data-forget]").addEventListener("click", () => {
  forget();
  kept.hidden = true;
});
