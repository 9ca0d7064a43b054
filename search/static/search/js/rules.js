// A line that is refused is selected where it stands; without script its link leads to
// the box with all lines.
const lineOf = (text, number) => {
  const lines = text.split("\n");
  const begin = lines.slice(0, number - 1).reduce((sum, line) => sum + line.length + 1, 0);
  return [begin, begin + (lines[number - 1] || "").length];
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-line]");
  if (!link) return;
  event.preventDefault();
  const box = document.querySelector(link.hash);
  const number = Number(link.dataset.line);
  const height = parseFloat(getComputedStyle(box).lineHeight);
  box.focus();
  box.setSelectionRange(...lineOf(box.value, number));
  box.scrollTop = Math.max(0, (number - 4) * height);
  box.scrollIntoView({ block: "center" });
});
