// The import form: files can be dropped on it, and only the fields that the chosen purpose needs are shown.

const form = document.querySelector("[data-import]");
const zone = form.querySelector("[data-drop]");
const input = zone.querySelector('input[type="file"]');

zone.querySelector("[data-drop-hint]").hidden = false;

for (const name of ["dragover", "dragleave", "drop"]) {
  zone.addEventListener(name, (event) => {
    event.preventDefault();
    zone.classList.toggle("is-over", name === "dragover");
    if (name === "drop" && event.dataTransfer.files.length) input.files = event.dataTransfer.files;
  });
}

function showNeeded() {
  const purpose = form.querySelector('[name="purpose"]:checked')?.value;
  for (const part of form.querySelectorAll("[data-for]")) {
    part.hidden = !part.dataset.for.split(" ").includes(purpose);
  }
}

form.addEventListener("change", showNeeded);
showNeeded();
