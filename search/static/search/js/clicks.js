// Tells the portal which result was opened: the text, the result and its place in the
// list, nothing about who opened it. Without script, no click is counted.
const { clicks, text, portal } = document.getElementById("clicks").dataset;

const tell = (event) => {
  const link = event.target.closest("a");
  const result = link?.closest("[data-result]");
  // Of the other buttons only the middle one opens a link.
  if (!result || event.button > 1) return;
  const [type, ...key] = result.dataset.result.split(":");
  const position = Number(result.dataset.position);
  const click = { text, portal, type, key: key.join(":"), position };
  navigator.sendBeacon(
    clicks,
    new Blob([JSON.stringify(click)], { type: "application/json" }),
  );
};

addEventListener("click", tell);
addEventListener("auxclick", tell);
