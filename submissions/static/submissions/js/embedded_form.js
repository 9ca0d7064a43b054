// A form inside another page: each answer replaces the part, not the page. Without this
// script the same buttons and links lead to pages of their own.
import "./form_rules.js";
import "./signature.js";

const hostOf = (element) => {
  const host = element.closest("[data-fragment]");
  return host && host.querySelector("[data-form-part]") ? host : null;
};

const baseOf = (host) =>
  new URL(host.dataset.fragment, location.href).pathname.replace(/manh\/$/, "");

const show = async (host, answer) => {
  // A receipt or a page for signing in is no part of the form: go there.
  if (answer.headers.get("X-Fragment") !== "form") {
    location.assign(answer.url);
    return;
  }
  host.innerHTML = await answer.text();
  host.dispatchEvent(new CustomEvent("ngomon:content", { bubbles: true }));
  if (host.querySelector("[data-error-summary]")) return;
  host.querySelector("[data-heading]")?.focus();
};

const ask = (address, options) =>
  fetch(address, { credentials: "same-origin", ...options, headers: { "X-Fragment": "form" } });

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const host = hostOf(form);
  if (!host || form.method !== "post") return;
  event.preventDefault();
  const { submitter } = event;
  try {
    await show(host, await ask(form.action, { method: "POST", body: new FormData(form, submitter) }));
  } catch {
    // Without a connection the page stays, with all that is typed on it.
    const status = form.querySelector("[data-autosave-status]");
    if (status) status.textContent = status.dataset.offline;
    else form.submit(); // the browser's own page says so
  }
});

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[href]");
  const host = link && hostOf(link);
  if (!host || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const address = new URL(link.href);
  const isPage = /\/(buoc\/\d+|kiem-tra|da-luu|bo)\/$/.test(address.pathname);
  if (!isPage || !address.pathname.startsWith(baseOf(host))) return;
  event.preventDefault();
  try {
    await show(host, await ask(address, {}));
    if (address.hash) document.getElementById(address.hash.slice(1))?.focus();
  } catch {
    location.assign(address);
  }
});
