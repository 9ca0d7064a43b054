// Files: dropped as well as chosen, measured before they are sent, sent with progress.
// Without an upload address the file goes with the form, as it does without script.
import { sendInParts } from "./resumable.js";

const say = (drop, text, kind) => {
  const line = document.createElement("li");
  line.dataset.kind = kind;
  line.textContent = text;
  drop.querySelector("[data-status]").append(line);
  return line;
};

const inWords = (bytes) => {
  const units = ["byte", "kilobyte", "megabyte"];
  const power = Math.min(2, Math.floor(Math.log2(Math.max(bytes, 1)) / 10));
  return new Intl.NumberFormat(document.documentElement.lang, {
    style: "unit", unit: units[power], maximumFractionDigits: 1,
  }).format(bytes / 1024 ** power);
};

const fits = (drop, file) => {
  const limit = Number(drop.dataset.maxSize);
  if (!limit || file.size <= limit) return true;
  const text = drop.dataset.tooLarge
    .replace("{name}", file.name)
    .replace("{size}", inWords(file.size))
    .replace("{limit}", inWords(limit));
  say(drop, text, "bad");
  return false;
};

// Why the server refused a file, in its own words (JSON with a `message`).
const reason = (request) => {
  try {
    return JSON.parse(request.responseText).message || "";
  } catch {
    return ""; // no answer for scripts; the general words stand
  }
};

const tokenOf = (input) => input.form.elements.csrfmiddlewaretoken?.value || "";

const wordsOf = (drop, names) => (name, percent = 0) =>
  drop.dataset[name].replace("{name}", names).replace("{percent}", percent);

const sendOne = async (drop, input, file) => {
  const words = wordsOf(drop, file.name);
  const line = say(drop, "", "");
  const text = document.createElement("span");
  const bar = Object.assign(document.createElement("progress"), { max: file.size, value: 0 });
  const draw = (said) => { text.textContent = said; line.replaceChildren(text, bar); };
  const told = {
    progressed: (bytes) => {
      bar.value = bytes;
      draw(words("progress", Math.round((100 * bytes) / file.size)));
    },
    waiting: () => draw(words("waiting")),
  };
  const again = Object.assign(document.createElement("button"), {
    type: "button", className: "nm-button nm-button--secondary", textContent: drop.dataset.again,
  });
  told.progressed(0);
  let done = await sendInParts(file, {
    url: drop.dataset.partsUrl, field: input.name, token: tokenOf(input), told,
  });
  while (done.resume) {
    line.replaceChildren(words("failed"), " ", again);
    line.dataset.kind = "bad";
    await new Promise((resolve) => { again.addEventListener("click", resolve, { once: true }); });
    line.dataset.kind = "";
    told.progressed(bar.value);
    done = await done.resume();
  }
  line.textContent = done.ok ? words("received") : done.message || words("failed");
  line.dataset.kind = done.ok ? "ok" : "bad";
  return done.ok;
};

const sendTogether = (drop, input, files) => new Promise((resolve) => {
  const words = wordsOf(drop, files.map((file) => file.name).join(", "));
  const line = say(drop, words("progress"), "");
  const bar = Object.assign(document.createElement("progress"), { max: 100, value: 0 });
  line.append(bar);
  const finish = (name, kind, message) => {
    line.textContent = message || words(name);
    line.dataset.kind = kind;
    resolve(kind === "ok");
  };
  const body = new FormData();
  for (const file of files) body.append(input.name, file);
  body.append("csrfmiddlewaretoken", tokenOf(input));
  const request = new XMLHttpRequest(); // fetch cannot tell the progress of a sending
  request.open("POST", drop.dataset.uploadUrl);
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) bar.value = Math.round((100 * event.loaded) / event.total);
  });
  request.addEventListener("load", () => {
    if (request.status >= 200 && request.status < 300) finish("received", "ok");
    else finish("failed", "bad", reason(request));
  });
  request.addEventListener("error", () => finish("failed", "bad"));
  request.send(body);
});

// Photographs that are to become one document go together, all else one by one.
const groups = (drop, files) => {
  const areOne = "joined" in drop.dataset && files.length > 1
    && files.every((file) => file.type.startsWith("image/"));
  return areOne ? [files] : files.map((file) => [file]);
};

const take = async (drop, input) => {
  drop.querySelector("[data-status]").replaceChildren();
  const files = [...input.files];
  const small = files.filter((file) => fits(drop, file));
  if (small.length < files.length) input.value = "";
  if (!drop.dataset.uploadUrl || small.length < files.length) return;
  const send = (files) => (drop.dataset.partsUrl && files.length === 1
    ? sendOne(drop, input, files[0])
    : sendTogether(drop, input, files));
  const received = await Promise.all(groups(drop, small).map(send));
  // What was received need not go a second time with the form.
  if (received.every(Boolean)) input.value = "";
};

const enhanceDrop = (drop) => {
  const input = drop.querySelector("input[type=file]");
  const zone = drop.querySelector(".nm-drop__zone");
  drop.querySelector("[data-invitation]").hidden = !matchMedia("(pointer: fine)").matches;
  input.addEventListener("change", () => take(drop, input));
  zone.addEventListener("dragover", (event) => { event.preventDefault(); zone.dataset.over = ""; });
  zone.addEventListener("dragleave", () => { delete zone.dataset.over; });
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    delete zone.dataset.over;
    input.files = event.dataTransfer.files;
    take(drop, input);
  });
};

const enhance = (root) => {
  for (const drop of root.querySelectorAll("[data-file-drop]")) {
    if (drop.dataset.wired === "true") continue;
    drop.dataset.wired = "true";
    enhanceDrop(drop);
  }
};

enhance(document);
document.addEventListener("ngomon:content", (event) => enhance(event.target));
