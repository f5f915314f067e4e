// The page's own small script. Everything works without it; it saves a page load or a reach for the mouse.

const root = document.documentElement;
const dark = document.getElementById("dark");
const toasts = document.getElementById("toasts");

function chooseTheme(theme) {
  document.cookie = `theme=${theme};path=/;max-age=31536000;samesite=lax`;
  root.dataset.theme = theme;
  dark.media = theme === "dark" ? "screen" : "not all";
  document.querySelector('meta[name="color-scheme"]').content = theme;
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-theme-switch]")) return;
  event.preventDefault();
  chooseTheme(event.submitter.value);
  const other = event.submitter.value === "dark" ? "light" : "dark";
  event.target.querySelector(`[value="${other}"]`).focus();
});

// "/" goes to the search box, Escape closes what is open above the page.
document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/" && !event.target.closest("input, textarea, select, [contenteditable]")) {
    const box = [...document.querySelectorAll(".search__input")].find((input) => input.offsetParent);
    if (box) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  }
  if (event.key === "Escape") closeDrops(null, true);
});

document.addEventListener("click", (event) => closeDrops(event.target));

function closeDrops(within, giveFocus = false) {
  for (const drop of document.querySelectorAll(".drop[open], .menu[open]")) {
    if (within && drop.contains(within)) continue;
    drop.open = false;
    if (giveFocus) drop.querySelector("summary").focus();
  }
}

// A failed partial update is told in words, where screen readers hear it.
function toast(content) {
  const note = document.createElement("div");
  note.className = "toast";
  note.append(content);
  const close = document.createElement("button");
  close.type = "button";
  close.className = "btn btn--quiet";
  close.textContent = toasts.dataset.close;
  close.addEventListener("click", () => note.remove());
  note.append(close);
  toasts.replaceChildren(note);
}

function words(text) {
  const line = document.createElement("p");
  line.textContent = text;
  return line;
}

document.addEventListener("htmx:responseError", (event) => {
  const answer = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
  const told = [...answer.querySelectorAll(".notice p, .field__error p")].map((line) => line.textContent.trim());
  toast(words(told.join(" ") || toasts.dataset.failed));
});
document.addEventListener("htmx:sendError", () => toast(words(toasts.dataset.failed)));
document.addEventListener("htmx:timeout", () => toast(words(toasts.dataset.failed)));
