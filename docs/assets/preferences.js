// What a reader has chosen, before the first paint: colours and layout. The page is read on while this file loads, so any
// part of it may be there already, or not yet.
{
  const tried = (act) => { try { return act(); } catch { return null; } }; // a browser may forbid to remember

  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const colours = tried(() => __md_get("__palette"))?.color ?? {scheme: dark ? "slate" : "default"};
  const paint = () => {
    for (const [name, value] of Object.entries(colours)) document.body?.setAttribute(`data-md-color-${name}`, value);
    return document.body;
  };
  const page = document.documentElement;
  if (!paint()) new MutationObserver((_, observer) => paint() && observer.disconnect()).observe(page, {childList: true});

  // The layout that an address asks for, `?layout=denominator`, becomes the one that is remembered. Until all tabs
  // are there and set to it, the stylesheet goes by `data-layout`.
  const LABELS = new Map([["numerator", "Numerator layout"], ["denominator", "Denominator layout"]]);
  const wanted = new URLSearchParams(location.search).get("layout");
  const asked = LABELS.get(wanted);
  // Both at once, `?layout=both`, are remembered beside the one, and said by `data-layouts`.
  if (asked || wanted === "both") tried(() => __md_set("__both", wanted === "both"));
  if (wanted === "both" || (!asked && tried(() => __md_get("__both")))) page.dataset.layouts = "both";
  const remembered = tried(() => __md_get("__tabs")) ?? [];
  if (asked) tried(() => __md_set("__tabs", [...new Set([asked, ...remembered])]));
  const label = asked ?? remembered[0];
  const one = [...LABELS.keys()].find((layout) => LABELS.get(layout) === label);
  page.dataset.layout = page.dataset.layouts ? "numerator" : one ?? "numerator"; // which hides nothing
  const settle = () => {
    for (const tab of document.querySelectorAll(".tabbed-labels > label")) { // the theme sets those that are remembered
      const input = document.getElementById(tab.htmlFor);
      if (tab.textContent.trim() === asked && !input.checked) input.click();
    }
    page.removeAttribute("data-layout");
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", settle);
  else settle();
}
