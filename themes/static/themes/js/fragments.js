// Uncached fragments: <div data-fragment="/address/">working link</div>.
// The content within stays and works when the fragment cannot be had. What arrives is
// announced as the event "ngomon:content", so that the other scripts enhance it too.
const load = async (element) => {
  const address = new URL(element.dataset.fragment, location.href);
  if (address.origin !== location.origin) return;
  try {
    const answer = await fetch(address, {
      credentials: "same-origin",
      headers: { "X-Requested-With": "fetch" },
    });
    if (!answer.ok || answer.redirected) return;
    element.innerHTML = await answer.text();
  } catch {
    return; // offline: the link inside still works
  }
  element.dispatchEvent(new CustomEvent("ngomon:content", { bubbles: true }));
};

const loadAll = (root) => {
  for (const element of root.querySelectorAll("[data-fragment]:not([data-loaded])")) {
    element.setAttribute("data-loaded", "");
    load(element);
  }
};

loadAll(document);
document.addEventListener("ngomon:content", (event) => loadAll(event.target));
