// Text size, contrast and theme chosen by the visitor: kept in this browser, never sent.
// A classic script in the head, so that the choice is there before the first paint.
(() => {
  const names = ["text", "contrast", "theme"];
  const root = document.documentElement;
  const key = (name) => `ngomon-${name}`;

  const read = (name) => {
    try {
      return localStorage.getItem(key(name)) || "";
    } catch {
      return ""; // storage may be forbidden; the page then follows the browser
    }
  };

  const keep = (name, value) => {
    try {
      localStorage.setItem(key(name), value);
    } catch {
      // not kept, but it holds for this page
    }
  };

  const apply = (name, value) => {
    if (value) root.setAttribute(`data-${name}`, value);
    else root.removeAttribute(`data-${name}`);
  };

  const press = (panel) => {
    for (const button of panel.querySelectorAll("[data-preference]")) {
      const current = root.getAttribute(`data-${button.dataset.preference}`) || "";
      button.setAttribute("aria-pressed", String(current === button.dataset.value));
    }
  };

  names.forEach((name) => apply(name, read(name)));

  document.addEventListener("DOMContentLoaded", () => {
    for (const panel of document.querySelectorAll("[data-preferences]")) {
      panel.hidden = false;
      press(panel);
      panel.addEventListener("click", (event) => {
        const button = event.target.closest("[data-preference]");
        if (!button) return;
        apply(button.dataset.preference, button.dataset.value);
        keep(button.dataset.preference, button.dataset.value);
        press(panel);
      });
    }
  });
})();
