// The search box suggests while one types (ARIA combobox with a list box).
// It stays a plain form: Enter without a chosen suggestion searches.
const WAIT = 180; // ms of quiet before asking
const SHORTEST = 2; // characters

class Combobox {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input[type=search]");
    this.list = form.querySelector("[role=listbox]");
    this.status = form.querySelector("[data-status]");
    this.chosen = -1;
    this.options = [];
    this.input.setAttribute("role", "combobox");
    this.input.setAttribute("aria-autocomplete", "list");
    this.input.setAttribute("aria-controls", this.list.id);
    this.close();
    this.input.addEventListener("input", () => this.later());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.click(event));
    form.addEventListener("focusout", (event) => {
      if (!form.contains(event.relatedTarget)) this.close();
    });
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT);
  }

  async ask() {
    const text = this.input.value.trim();
    this.request?.abort();
    if (text.length < SHORTEST) return this.close();
    this.request = new AbortController();
    const address = new URL(this.form.dataset.combobox, location.href);
    address.searchParams.set("q", text);
    try {
      const answer = await fetch(address, { signal: this.request.signal });
      if (!answer.ok) return this.close();
      this.show((await answer.json()).results);
    } catch {
      // a newer question took over, or we are offline: the plain form still works
    }
  }

  show(results) {
    const byType = new Map();
    for (const result of results) {
      byType.set(result.type, [...(byType.get(result.type) || []), result]);
    }
    this.options = [];
    this.list.replaceChildren();
    for (const [type, members] of byType) {
      const group = document.createElement("div");
      group.setAttribute("role", "group");
      const heading = this.status.dataset[type] || "";
      if (heading) {
        group.setAttribute("aria-label", heading);
        const head = document.createElement("div");
        head.className = "nm-search__group";
        head.setAttribute("aria-hidden", "true");
        head.textContent = heading;
        group.append(head);
      }
      members.forEach((member) => group.append(this.option(member)));
      this.list.append(group);
    }
    this.chosen = -1;
    this.input.removeAttribute("aria-activedescendant");
    if (!this.options.length) {
      this.close();
      this.status.textContent = this.status.dataset.none;
      return;
    }
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.status.textContent = this.status.dataset.some.replace("{count}", this.options.length);
  }

  option(result) {
    const option = document.createElement("div");
    option.className = "nm-search__option";
    option.id = `${this.list.id}-${this.options.length}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.url = result.url || "";
    option.textContent = result.text;
    this.options.push(option);
    return option;
  }

  key(event) {
    const open = !this.list.hidden;
    if (event.key === "ArrowDown" && open) this.choose(this.chosen + 1);
    else if (event.key === "ArrowUp" && open) this.choose(this.chosen - 1);
    else if (event.key === "Escape" && open) this.close();
    else if (event.key === "Enter" && open && this.chosen >= 0) this.follow(this.options[this.chosen]);
    else return;
    event.preventDefault();
  }

  choose(index) {
    this.options[this.chosen]?.setAttribute("aria-selected", "false");
    this.chosen = (index + this.options.length) % this.options.length;
    const option = this.options[this.chosen];
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  click(event) {
    const option = event.target.closest("[role=option]");
    if (option) this.follow(option);
  }

  follow(option) {
    if (option.dataset.url) {
      location.assign(option.dataset.url);
      return;
    }
    this.input.value = option.textContent;
    this.form.requestSubmit();
  }

  close() {
    this.list.hidden = true;
    this.chosen = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

const enhance = (root) => {
  for (const form of root.querySelectorAll("[data-combobox]")) {
    if (!form.combobox) form.combobox = new Combobox(form);
  }
};

enhance(document);
document.addEventListener("ngomon:content", (event) => enhance(event.target));
