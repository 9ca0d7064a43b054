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

// What the server says to a script: JSON with a `message` and, after saving, the new
// `revision` of what is kept; anything else is no answer.
const told = async (answer) => {
  const isJson = (answer.headers.get("Content-Type") || "").includes("json");
  return isJson ? answer.json() : {};
};

const autosave = (form) => {
  const status = form.querySelector("[data-autosave-status]");
  const words = status?.dataset || {};
  let timer;
  let saving = null;
  const say = (text) => { if (status && text) status.textContent = text; };

  // Whether the server answered; false when the connection was lost.
  const save = async () => {
    say(words.saving);
    form.dataset.unsaved = ""; // what is typed from here on is marked again
    try {
      const answer = await fetch(form.dataset.autosaveUrl, {
        method: "POST",
        body: withoutFiles(form),
        credentials: "same-origin",
        headers: { "X-Requested-With": "fetch" },
      });
      const { message, revision } = await told(answer);
      if (answer.ok && revision !== undefined && form.elements._revision) {
        form.elements._revision.value = revision;
      }
      if (!answer.ok) form.dataset.unsaved = "true";
      say(message || (answer.ok ? words.saved : words.failed));
      return true;
    } catch {
      form.dataset.unsaved = "true";
      say(words.failed);
      return false;
    }
  };

  const saveAfterTheLast = () => {
    const mine = (saving || Promise.resolve()).then(save).finally(() => {
      if (saving === mine) saving = null;
    });
    saving = mine;
  };

  form.addEventListener("input", (event) => {
    form.dataset.unsaved = "true";
    if (event.target.type === "file") return;
    clearTimeout(timer);
    timer = setTimeout(saveAfterTheLast, QUIET);
  });
  let isSaved = false;
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    const isUnsaved = form.dataset.unsaved === "true";
    if (isSaved || !(saving || isUnsaved)) {
      isSaved = false;
      return;
    }
    // Sent beside a save under way, the form would seem changed in another window; sent
    // into a dead connection, what was typed would be gone with the page.
    event.preventDefault();
    event.stopPropagation();
    await saving;
    if (isUnsaved && !(await save())) {
      say(words.offline);
      return;
    }
    isSaved = true;
    form.requestSubmit(event.submitter);
  });
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
