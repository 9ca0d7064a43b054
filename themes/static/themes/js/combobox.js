// The search box suggests while one types: an editable combobox with a list box, as the
// WAI-ARIA Authoring Practices have it. Without this script, or without an answer, it
// stays a plain form: Enter without a chosen suggestion searches.
const WAIT = 150; // ms of quiet before asking
const SHORTEST = 2; // characters
const KEPT = 50; // answers remembered, so that going back a letter asks nothing
const TYPES = ["procedure", "page", "news", "document"];

const element = (tag, attributes, ...content) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...content);
  return made;
};

class Combobox {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input[name=q]");
    this.list = form.querySelector("[role=listbox]");
    this.status = form.querySelector("[data-status]");
    this.options = [];
    this.answers = new Map();
    this.input.type = "text"; // a box of type "search" may not be a combobox
    this.input.inputMode = "search";
    this.input.setAttribute("role", "combobox");
    this.input.setAttribute("aria-autocomplete", "list");
    this.input.setAttribute("aria-controls", this.list.id);
    this.close();
    this.input.addEventListener("input", () => this.later());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    // The box keeps the focus while one points at the list.
    for (const press of ["pointerdown", "mousedown"]) {
      this.list.addEventListener(press, (event) => event.preventDefault());
    }
    this.list.addEventListener("click", () => this.close());
    form.addEventListener("submit", () => this.close());
    addEventListener("pagehide", () => this.close());
  }

  get isOpen() {
    return !this.list.hidden;
  }

  later() {
    this.choose(-1);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT);
  }

  // Shows what goes on as typed; true if there is such. An older question is dropped,
  // and the list stands as it was until the newer answer is there.
  async ask() {
    const text = this.input.value.trim();
    clearTimeout(this.timer);
    this.request?.abort();
    if (text.length < SHORTEST || this.isOff) return this.close();
    const request = new AbortController();
    this.request = request;
    try {
      const results = await this.results(text, request.signal);
      return this.request === request && this.show(text, results);
    } catch {
      // Nothing is said of it: the form searches all the same.
      return this.request === request && this.close();
    }
  }

  async results(text, signal) {
    if (this.answers.has(text)) return this.answers.get(text);
    const address = new URL(this.form.dataset.combobox, location.href);
    address.searchParams.set("q", text);
    const answer = await fetch(address, { signal });
    this.isOff = answer.status === 404; // a host without the API
    if (!answer.ok) throw new Error(answer.statusText);
    const { results } = await answer.json();
    if (this.answers.size >= KEPT) this.answers.clear();
    this.answers.set(text, results);
    return results;
  }

  show(text, results) {
    const words = this.status.dataset;
    if (!results.length) {
      this.close();
      this.status.textContent = words.none;
      return false;
    }
    this.options = [];
    const groups = TYPES.map((type) => this.group(type, results)).filter(Boolean);
    const all = this.option(words.search.replace("{text}", () => text), this.address());
    all.classList.add("nm-search__option--all");
    this.list.replaceChildren(...groups, all);
    this.choose(-1);
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.status.textContent =
      results.length === 1 ? words.one : words.some.replace("{count}", results.length);
    return true;
  }

  group(type, results) {
    const members = results.filter((result) => result.type === type);
    if (!members.length) return null;
    const label = this.status.dataset[type];
    const head = element("div", { class: "nm-search__group", "aria-hidden": true }, label);
    const options = members.map(({ text, url }) => this.option(text, url));
    return element("div", { role: "group", "aria-label": label }, head, ...options);
  }

  option(text, href) {
    const option = element(
      "a",
      {
        class: "nm-search__option",
        id: `${this.list.id}-${this.options.length}`,
        role: "option",
        tabindex: -1,
        href,
      },
      element("span", { class: "nm-search__text" }, text),
    );
    this.options.push(option);
    return option;
  }

  // Where the form would lead.
  address() {
    const address = new URL(this.form.action, location.href);
    address.search = new URLSearchParams(new FormData(this.form));
    return address.href;
  }

  async key(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      event.preventDefault();
      if (event.altKey && event.key === "ArrowUp") return this.close();
      const wasOpen = this.isOpen;
      if (!wasOpen && !(await this.ask())) return;
      if (!event.altKey) this.step(wasOpen ? this.chosen : -1, steps[event.key]);
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (this.isOpen) this.close();
      else this.input.value = "";
    } else if (event.key === "Enter" && this.isOpen && this.chosen >= 0) {
      event.preventDefault();
      this.options[this.chosen].click();
    } else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(event.key)) {
      this.choose(-1); // back into the text, where the key does what it always does
    }
  }

  step(from, by) {
    const next = from < 0 && by < 0 ? -1 : from + by;
    this.choose((next + this.options.length) % this.options.length);
  }

  choose(index) {
    this.chosen = index;
    this.options.forEach((option, at) => {
      option.setAttribute("aria-selected", at === index);
    });
    const option = this.options[index];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.request = null;
    this.list.hidden = true;
    this.status.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
    this.choose(-1);
    return false;
  }
}

const enhance = (root) => {
  for (const form of root.querySelectorAll("[data-combobox]")) {
    form.combobox ??= new Combobox(form);
  }
};

enhance(document);
document.addEventListener("ngomon:content", (event) => enhance(event.target));
