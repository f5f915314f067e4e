// Prints the page of a case with everything unfolded.
for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => {
    for (const fold of document.querySelectorAll(".term")) fold.open = true;
    window.print();
  });
}
