// Small helpers on working pages: copy, print, remembered checklists, wide facets.
const wire = (root, selector, enhance) => {
  for (const element of root.querySelectorAll(selector)) {
    if (element.dataset.wired === "true") continue;
    element.dataset.wired = "true";
    enhance(element);
  }
};

const copyButton = (button) => {
  if (!navigator.clipboard) return;
  button.hidden = false;
  const label = button.querySelector("[data-copy-label]");
  const verb = label.textContent;
  label.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      button.hidden = true; // not allowed here; the code can still be selected
      return;
    }
    label.textContent = button.dataset.copied;
    setTimeout(() => { label.textContent = verb; }, 3000);
  });
};

const printButton = (button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
};

const checklist = (list) => {
  const key = `ngomon-list-${list.dataset.checklist}`;
  const boxes = [...list.querySelectorAll("input[type=checkbox]")];
  let ticked = [];
  try {
    ticked = JSON.parse(localStorage.getItem(key) || "[]");
  } catch {
    ticked = [];
  }
  boxes.forEach((box) => { box.checked = box.checked || ticked.includes(box.id); });
  list.addEventListener("change", () => {
    const now = boxes.filter((box) => box.checked).map((box) => box.id);
    try {
      localStorage.setItem(key, JSON.stringify(now));
    } catch {
      // ticks last as long as the page
    }
  });
};

// A drawer on phones stands open where there is room for it.
const openWide = (drawer) => {
  const wide = matchMedia("(min-width: 60em)");
  const follow = () => { drawer.open = wide.matches; };
  follow();
  wide.addEventListener("change", follow);
};

const enhance = (root) => {
  wire(root, "[data-copy]", copyButton);
  wire(root, "[data-print]", printButton);
  wire(root, "[data-checklist]", checklist);
  wire(root, "[data-open-wide]", openWide);
};

enhance(document);
document.addEventListener("ngomon:content", (event) => enhance(event.target));
