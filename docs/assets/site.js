// Copies a formula and its address, leads old addresses on, and carries the chosen layout. But for the search, all else
// works without a script.
{
  const tried = (act) => { try { return act(); } catch { return null; } }; // a browser may forbid to remember
  const LAYOUTS = new Map([["Numerator layout", "numerator"], ["Denominator layout", "denominator"]]);

  // Said to screen readers; sighted readers see the button change.
  const announcer = document.createElement("div");
  announcer.setAttribute("role", "status");
  announcer.className = "formula__status";
  document.body.append(announcer);

  let timer;
  const forget = () => {
    announcer.textContent = "";
    for (const button of document.querySelectorAll("[data-said]")) delete button.dataset.said;
  };

  async function copy(text, button, said) {
    try {
      await navigator.clipboard.writeText(text);
    } catch { // not there without https, or not allowed
      const area = document.createElement("textarea");
      area.value = text;
      area.className = "formula__status";
      document.body.append(area);
      area.select();
      const copied = document.execCommand("copy");
      area.remove();
      button.focus({preventScroll: true});
      if (!copied) said = "Could not copy";
    }
    forget();
    announcer.textContent = said;
    button.dataset.said = said;
    clearTimeout(timer);
    timer = setTimeout(forget, 2000);
  }

  for (const formula of document.querySelectorAll(".formula")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "formula__copy";
    button.title = "Copy as LaTeX";
    button.setAttribute("aria-label", button.title);
    button.addEventListener("click", () =>
      copy(formula.querySelector("[data-tex]").dataset.tex, button, "LaTeX copied"));
    formula.querySelector(".formula__link").before(button);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (link.matches(".formula__link")) {
      event.preventDefault();
      history.replaceState(null, "", link.href);
      copy(link.href, link, "Link copied");
    } else if (location.protocol === "file:" && link.protocol === "file:" && link.pathname.endsWith(".html")) {
      // Opened from disk, some browsers remember for each file on its own: there the links carry the layout.
      const layout = chosen();
      const address = new URL(link.href);
      if (!layout || address.searchParams.has("layout")) return;
      address.searchParams.set("layout", layout);
      link.href = address.href;
    }
  }, true);

  // A formula that has changed has another address: its entry is what is left to show.
  const asked = location.hash.slice(1);
  const [entry] = asked.split("--");
  const target = document.getElementById(asked);
  if (!target && document.getElementById(entry)) location.replace(`#${entry}`);
  if (target?.matches("a[href]")) location.replace(target.href); // an entry that has moved to another page

  // The choice in the header: a tab of every formula, or both. What is seen stays where it is on the screen.
  const page = document.documentElement;
  const choice = document.querySelector(".layouts > select");
  const asks = new URLSearchParams(location.search).get("layout");
  const remembered = () => tried(() => __md_get("__tabs")) ?? [];
  const chosen = () => page.dataset.layouts ?? LAYOUTS.get(remembered()[0]) ?? [...LAYOUTS.values()].find((one) => one === asks);
  const follow = (layout) => {
    const address = new URL(location.href);
    address.searchParams.set("layout", layout);
    return address;
  };
  if (choice) {
    choice.value = chosen() ?? "numerator";
    choice.parentElement.classList.add("layouts--ready");
    choice.addEventListener("change", () => {
      const seen = [...document.querySelectorAll("article :is(h2, .tabbed-set)")].find((e) => e.getBoundingClientRect().top > 0);
      const top = seen?.getBoundingClientRect().top;
      tried(() => __md_set("__both", choice.value === "both"));
      if (choice.value === "both") page.dataset.layouts = "both";
      else {
        delete page.dataset.layouts;
        const [label] = [...LAYOUTS].find(([, layout]) => layout === choice.value);
        tried(() => __md_set("__tabs", [...new Set([label, ...remembered()])]));
        const other = [...document.querySelectorAll(".tabbed-labels > label")].find(
          (tab) => tab.textContent.trim() === label && !document.getElementById(tab.htmlFor).checked);
        if (other) document.getElementById(other.htmlFor).click(); // the theme follows with all others
      }
      history.replaceState(null, "", follow(choice.value));
      if (seen) scrollBy({top: seen.getBoundingClientRect().top - top, behavior: "instant"});
    });
  }

  // The address follows the chosen tab, so that it can be passed on. The theme has put the tab's number into it, which
  // another formula would change: the entry's id takes its place.
  document.addEventListener("change", (event) => {
    const label = event.target.matches(".tabbed-set > input") && document.querySelector(`label[for="${event.target.id}"]`);
    const layout = label && LAYOUTS.get(label.textContent.trim());
    if (!layout) return;
    if (choice) choice.value = layout;
    const address = follow(layout);
    const tab = document.getElementById(address.hash.slice(1));
    if (tab?.matches(".tabbed-set > input")) {
      const above = [...document.querySelectorAll("h1[id], h2[id]")].filter(
        (heading) => heading.compareDocumentPosition(tab) & Node.DOCUMENT_POSITION_FOLLOWING);
      address.hash = above.at(-1)?.id ?? "";
    }
    if (address.href !== location.href) history.replaceState(null, "", address);
  });
}
