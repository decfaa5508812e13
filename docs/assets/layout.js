// The layout that an address asks for, `?layout=denominator`, becomes the one that is remembered. The theme sets all
// tabs to that, but only once it has read the whole page: until then the stylesheet goes by `data-layout`.
{
  const labels = new Map([["numerator", "Numerator layout"], ["denominator", "Denominator layout"]]);
  const label = labels.get(new URLSearchParams(location.search).get("layout"));
  let remembered = label;
  try {
    const tabs = __md_get("__tabs") || [];
    if (label) __md_set("__tabs", [...new Set([label, ...tabs])]);
    else remembered = tabs[0];
  } catch { } // a browser may forbid to remember
  const page = document.documentElement;
  page.dataset.layout = [...labels.keys()].find((layout) => labels.get(layout) === remembered) || "numerator";
  document.addEventListener("DOMContentLoaded", () => page.removeAttribute("data-layout"));
}
