// What the theme leaves out for readers without eyes or mouse, and styles alone cannot give.
{
  const mend = () => {
    // It wraps the button of each code block in a <nav>: dozens of landmarks that lead nowhere.
    for (const nav of document.querySelectorAll("nav.md-code__nav:not([role])")) nav.setAttribute("role", "presentation");
    // A wide table scrolls in a box that the keyboard does not reach.
    for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  };
  new MutationObserver(mend).observe(document.body, {childList: true, subtree: true});
  addEventListener("resize", mend);
  mend();

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
