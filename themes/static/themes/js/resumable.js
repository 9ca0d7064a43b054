// A file in parts, by tus 1.0: after a lost connection it goes on where it stopped.
const PART = 512 * 1024;
const WAITS = [1, 2, 4, 8, 15, 30]; // seconds, after each failure in a row

const inBase64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

const pause = (seconds) => new Promise((resolve) => {
  const timer = setTimeout(resolve, 1000 * seconds);
  // No need to wait out the pause once the device is on line again.
  addEventListener("online", () => { clearTimeout(timer); resolve(); }, { once: true });
});

// Why the server refused the file, in its own words (JSON with a `message`).
const reason = async (answer) => {
  try {
    return (await answer.json()).message || "";
  } catch {
    return ""; // no answer for scripts; the general words stand
  }
};

const isPassing = (answer) => answer.status === 429 || answer.status >= 500;

// `told.progressed(bytes)` and `told.waiting()` are called on the way. The answer is
// `ok`, or a `message` if refused, or a function `resume` if the connection stayed away.
export const sendInParts = (file, { url, field, token, told }) => {
  let address = "";
  let offset = 0;

  const call = (to, method, headers, body) => fetch(to, {
    method, body, headers: { "Tus-Resumable": "1.0.0", "X-CSRFToken": token, ...headers },
  });
  const begin = () => call(url, "POST", {
    "Upload-Length": file.size,
    "Upload-Metadata": `field ${inBase64(field)},filename ${inBase64(file.name)}`,
  });
  const next = () => call(address, "PATCH", {
    "Content-Type": "application/offset+octet-stream", "Upload-Offset": offset,
  }, file.slice(offset, offset + PART));

  const step = async () => {
    const answer = await (address ? next() : begin());
    if (isPassing(answer)) throw new Error(answer.statusText);
    // Where it stands is told with what was taken, and with what did not follow (409).
    if (!answer.ok && answer.status !== 409) return { ok: false, message: await reason(answer) };
    if (address) offset = Number(answer.headers.get("Upload-Offset"));
    else address = answer.headers.get("Location");
    told.progressed(offset);
    return null;
  };

  const run = async () => {
    let failures = 0;
    while (!address || offset < file.size) {
      try {
        const refused = await step();
        if (refused) return refused;
        failures = 0;
      } catch {
        if (failures === WAITS.length) return { ok: false, resume: run };
        told.waiting();
        await pause(WAITS[failures]);
        failures += 1;
      }
    }
    return { ok: true };
  };
  return run();
};
