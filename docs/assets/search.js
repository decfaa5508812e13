// The search box in the header. Without scripts it is not there; what it searches is loaded when it is first used.
"use strict";
(() => {
const assets = new URL(".", document.currentScript.src);
const root = new URL("..", assets);
const PARTS = ["search-index.js", "search-formulas.js", "search-ranking.js"];  // in this order: the names of functions are in the first
const SHOWN = 12;

const box = document.createElement("form");
box.className = "search";
box.role = "search";
box.innerHTML = `
  <button type="button" class="search__open md-icon" aria-label="Search" aria-expanded="false" aria-controls="search-field">
    <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M10 4a6 6 0 1 0 3.7 10.7l4.8 4.8 1.4-1.4-4.8-4.8A6 6 0 0 0 10 4m0 2a4 4 0 1 1 0 8 4 4 0 0 1 0-8"/></svg>
  </button>
  <div class="search__field" id="search-field">
    <input type="search" role="combobox" aria-label="Search in words or formulas" aria-expanded="false" aria-autocomplete="list"
      aria-controls="search-results" autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="go"
      placeholder="Search: softmax, x'Ax, ...">
    <div class="search__panel" hidden>
      <p role="status"></p>
      <div role="listbox" id="search-results" aria-label="Entries"></div>
    </div>
  </div>`;
const [button, input, panel, status, results] =
  ["button", "input", ".search__panel", "[role=status]", "[role=listbox]"].map((part) => box.querySelector(part));

const header = document.querySelector(".md-header__inner") ?? document.querySelector("header") ?? document.body;
header.insertBefore(box, header.querySelector(".layouts, [data-md-component=palette]"));

let answer;  // the function that answers a query, once it is there
let loading = false;

function load() {
  if (loading) return;
  loading = true;
  const parts = PARTS.map((name) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    Object.assign(script, { src: new URL(name, assets), async: false, onload: resolve, onerror: () => reject(name) });
    document.head.append(script);
  }));
  Promise.all(parts).then(() => {
    answer = globalThis.searchRanking.prepare(globalThis.searchIndex);
    show();
  }, (name) => {
    loading = false;
    say(`The search cannot be loaded: ${name} is missing.`);
  });
}

function say(text, ...more) {
  status.replaceChildren(text, ...more);
  panel.hidden = false;
}

function show() {
  const query = input.value.trim();
  if (!query) return close();
  if (!answer) {
    load();
    return say("Loading …");
  }
  const { found, isLacking } = answer(query, SHOWN);
  results.replaceChildren(...found.map(option));
  results.hidden = found.length === 0;
  results.scrollTop = 0;
  activate(0);
  input.ariaExpanded = String(found.length > 0);
  if (found.length && isLacking) return say(`No entry on “${query}” yet. The nearest:`);
  if (found.length) return say(found.length === 1 ? "1 result" : `${found.length === SHOWN ? "Best " : ""}${found.length} results`);
  const finder = document.createElement("a");
  finder.href = new URL("index.html#find-a-derivative", root);
  finder.textContent = "find a derivative by its shapes";
  say("Nothing found. Try fewer words, or ", finder, ".");
}

function option({ address, title, page, formula, excerpt }, number) {
  const link = document.createElement("a");
  Object.assign(link, { href: new URL(address, root), id: `search-result-${number}`, role: "option" });
  for (const [part, text] of Object.entries({ title, page: page === title ? "" : page, formula, excerpt })) {
    if (!text) continue;
    const span = document.createElement("span");
    span.className = `search__${part}`;
    span.textContent = text;
    link.append(span, " ");
  }
  return link;
}

function activate(number) {
  const options = [...results.children];
  const chosen = options[(number + options.length) % options.length];
  for (const link of options) link.ariaSelected = String(link === chosen);
  if (chosen) input.setAttribute("aria-activedescendant", chosen.id);
  else input.removeAttribute("aria-activedescendant");
  chosen?.scrollIntoView({ block: "nearest" });
}

function open() {
  box.classList.add("search--open");
  button.ariaExpanded = "true";
  input.focus();
  input.select();
}

function close() {
  panel.hidden = true;
  input.ariaExpanded = "false";
  input.removeAttribute("aria-activedescendant");
}

function leave() {
  close();
  box.classList.remove("search--open");
  button.ariaExpanded = "false";
}

button.addEventListener("click", () => (box.classList.contains("search--open") ? leave() : open()));
input.addEventListener("focus", () => { load(); show(); });
input.addEventListener("input", show);
results.addEventListener("click", leave);  // on this page a result only scrolls
box.addEventListener("submit", (event) => event.preventDefault());
box.addEventListener("focusout", ({ relatedTarget }) => { if (!box.contains(relatedTarget)) leave(); });
panel.addEventListener("mousedown", (event) => event.preventDefault());  // a click keeps the focus where it is

box.addEventListener("keydown", (event) => {
  const options = [...results.children];
  const at = options.findIndex((link) => link.ariaSelected === "true");
  if (event.key === "Escape") {
    if (panel.hidden) input.blur(); else close();
    if (getComputedStyle(button).display !== "none") { leave(); button.focus(); }
  } else if (panel.hidden || !options.length || event.target !== input) return;
  else if (event.key === "ArrowDown") activate(at + 1);
  else if (event.key === "ArrowUp") activate(at - 1);
  else if (event.key === "Enter") options[at].click();
  else return;
  event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  const writes = event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
  if (writes || event.ctrlKey || event.metaKey || event.altKey || !["/", "s"].includes(event.key)) return;
  event.preventDefault();
  open();
});
})();
