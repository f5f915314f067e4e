// Ticks the reports without findings in one go; the button is only shown where this runs.
const button = () => document.querySelector("[data-tick]");
const clean = () => [...document.querySelectorAll("[data-clean]")];

function show() {
  if (button() && clean().length) button().hidden = false;
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-tick]")) return;
  const all = clean().every((box) => box.checked);
  for (const box of clean()) box.checked = !all;
});
document.addEventListener("htmx:afterSettle", show);
show();
