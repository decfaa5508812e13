// The layout that an address asks for, `?layout=denominator`, becomes the one that is remembered. The theme sets all
// tabs to that, but only once it has read the whole page: until then the stylesheet goes by `data-layout`.
{
  const labels = new Map([["numerator", "Numerator layout"], ["denominator", "Denominator layout"]]);
  const label = labels.get(new URLSearchParams(location.search).get("layout"));
  if (label) __md_set("__tabs", [...new Set([label, ...(__md_get("__tabs") || [])])]);

  const remembered = (__md_get("__tabs") || [])[0];
  const page = document.documentElement;
  page.dataset.layout = [...labels.keys()].find((layout) => labels.get(layout) === remembered) || "numerator";
  document.addEventListener("DOMContentLoaded", () => page.removeAttribute("data-layout"));
}
