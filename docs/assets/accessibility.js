// What the theme leaves out for readers without eyes or mouse, and styles alone cannot give.
{
  // A wide table scrolls in a box that the keyboard does not reach. Its size is not asked for, which would have
  // the browser lay out what is far from being read; it tells the size when the box is drawn.
  const boxes = new WeakSet();
  const drawn = new ResizeObserver((entries) => {
    for (const {target: box} of entries) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  });
  const mend = () => {
    // It wraps the button of each code block in a <nav>: dozens of landmarks that lead nowhere.
    for (const nav of document.querySelectorAll("nav.md-code__nav:not([role])")) nav.setAttribute("role", "presentation");
    for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) {
      if (boxes.has(box)) continue;
      boxes.add(box);
      box.tabIndex = 0;
      drawn.observe(box);
    }
  };
  new MutationObserver(mend).observe(document.body, {childList: true, subtree: true});
  mend();

  // Whether a listing scrolls, the theme asks before it is drawn.
  document.addEventListener("contentvisibilityautostatechange", ({target: box}) => {
    if (box.matches("pre > code") && box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  }, true);

  // Its drawer on a phone is a checkbox. It acts as a button, so it is announced and pressed as one.
  const drawer = document.getElementById("__drawer");
  const tell = () => drawer.setAttribute("aria-pressed", drawer.checked);
  drawer.setAttribute("role", "button");
  drawer.addEventListener("change", tell);
  document.addEventListener("keydown", ({key}) => {
    const pressed = key === "Enter" && document.activeElement === drawer;
    if (pressed || (key === "Escape" && drawer.checked)) drawer.click();
  });
  tell();
}
