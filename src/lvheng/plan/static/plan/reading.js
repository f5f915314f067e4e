// The reading room by keyboard and by link: one stop for Tab, arrows from sentence to sentence, the chosen one in the address.

const doc = document.querySelector(".doc");
const panel = document.getElementById("panel");
const sentences = [...document.querySelectorAll(".doc .sentence")];
document.documentElement.classList.add("js");

function makeCurrent(sentence) {
  for (const each of sentences) {
    each.tabIndex = each === sentence ? 0 : -1;
    if (each !== sentence) each.removeAttribute("aria-current");
  }
}

function choose(sentence) {
  makeCurrent(sentence);
  sentence.setAttribute("aria-current", "true");
  history.replaceState(history.state, "", `${location.pathname}${location.search}#${sentence.id}`);
}

doc.addEventListener("click", (event) => {
  const sentence = event.target.closest(".sentence");
  if (sentence) choose(sentence);
});

const steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, Home: -Infinity, End: Infinity };
doc.addEventListener("keydown", (event) => {
  const place = sentences.indexOf(event.target);
  if (place < 0 || !(event.key in steps) || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const next = Math.min(Math.max(place + steps[event.key], 0), sentences.length - 1);
  makeCurrent(sentences[next]);
  sentences[next].focus();
});

function close() {
  const chosen = doc.querySelector(".sentence[aria-current]");
  panel.replaceChildren();
  if (chosen) {
    chosen.removeAttribute("aria-current");
    chosen.focus();
  }
}

// On a small screen the panel lies above the text and can be put away again.
panel.addEventListener("htmx:afterSwap", () => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn--quiet panel__close";
  button.textContent = panel.dataset.close;
  button.addEventListener("click", close);
  panel.prepend(button);
  panel.scrollTop = 0;
});

// The links of the panel to the sentence before and after move through the text.
panel.addEventListener("click", (event) => {
  const link = event.target.closest('a[rel="prev"], a[rel="next"]');
  if (!link) return;
  const sentence = sentences.find((each) => each.pathname === link.pathname);
  if (!sentence) return;
  event.preventDefault();
  sentence.scrollIntoView({ block: "center" });
  sentence.click();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && panel.querySelector(".sheet")) close();
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

if (sentences.length) makeCurrent(sentences[0]);
const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
// htmx takes over the links when the page has loaded; a click before that would leave the page.
if (named?.matches(".sentence")) document.addEventListener("htmx:load", () => named.click(), { once: true });

// Where the contents list stands above the text instead of beside it, it is folded.
if (matchMedia("(max-width: 79.99rem)").matches) document.querySelector(".contents__fold").open = false;

// The contents list follows the reader.
const entries = new Map([...document.querySelectorAll(".contents__list a")].map((link) => [link.hash.slice(1), link]));
const watcher = new IntersectionObserver(
  (seen) => {
    for (const { target, isIntersecting } of seen) {
      if (!isIntersecting) continue;
      for (const link of entries.values()) link.removeAttribute("aria-current");
      entries.get(target.id)?.setAttribute("aria-current", "true");
    }
  },
  { rootMargin: "0px 0px -70% 0px" },
);
for (const heading of doc.querySelectorAll("h2[id], h3[id], h4[id]")) watcher.observe(heading);
