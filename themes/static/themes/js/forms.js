// Forms that lose nothing: focus on errors, characters left, autosave, unsaved warning.
const QUIET = 1500; // ms without typing before a save

const focusErrors = (root) => {
  const summary = root.querySelector("[data-error-summary]");
  if (!summary) return;
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    target.scrollIntoView({ block: "center" });
    const inputs = "input:not([type=hidden]), select, textarea";
    (target.matches(inputs) ? target : target.querySelector(inputs) || target).focus();
  });
};

const counter = (area) => {
  const words = area.parentElement.querySelector(".nm-field__counter");
  const limit = Number(area.dataset.counter);
  const count = () => {
    const left = limit - [...area.value.replaceAll("\r\n", "\n")].length;
    words.dataset.state = left < 0 ? "over" : "";
    words.textContent = (left < 0 ? words.dataset.over : words.dataset.left).replace("{count}", Math.abs(left));
  };
  area.addEventListener("input", count);
  if (area.value) count();
};

const withoutFiles = (form) => {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  return data;
};

const autosave = (form) => {
  const status = form.querySelector("[data-autosave-status]");
  const words = status?.dataset || {};
  let timer;
  let saving = Promise.resolve();
  const say = (text) => { if (status && text) status.textContent = text; };
  const save = async () => {
    say(words.saving);
    try {
      const answer = await fetch(form.dataset.autosaveUrl, {
        method: "POST",
        body: withoutFiles(form),
        credentials: "same-origin",
        headers: { "X-Requested-With": "fetch" },
      });
      const told = await answer.json();
      if (answer.ok) {
        form.dataset.unsaved = "";
        // The next save builds on this one, not on the page as it was drawn.
        const revision = form.elements._revision;
        if (revision && told.revision !== undefined) revision.value = told.revision;
      }
      say(told.message || (answer.ok ? words.saved : words.failed));
    } catch {
      say(words.failed);
    }
  };
  form.addEventListener("input", () => {
    form.dataset.unsaved = "true";
    clearTimeout(timer);
    timer = setTimeout(() => { saving = saving.then(save); }, QUIET);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
};

const warnUnsaved = (form) => {
  form.addEventListener("input", () => { form.dataset.unsaved = "true"; });
  form.addEventListener("submit", () => { form.dataset.unsaved = ""; });
};

window.addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-unsaved='true']")) event.preventDefault();
});

const wire = (root, selector, enhance) => {
  for (const element of root.querySelectorAll(selector)) {
    if (element.dataset.formWired === "true") continue;
    element.dataset.formWired = "true";
    enhance(element);
  }
};

const enhance = (root) => {
  focusErrors(root);
  wire(root, "textarea[data-counter]", counter);
  wire(root, "form[data-autosave-url]", (form) => { autosave(form); warnUnsaved(form); });
  wire(root, "form[data-warn-unsaved]", warnUnsaved);
};

enhance(document);
document.addEventListener("ngomon:content", (event) => enhance(event.target));
