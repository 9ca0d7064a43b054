// A signature drawn on the page becomes a picture in the file field beside it, which
// sends it as any other. Who cannot draw, or has no script, attaches a picture.
const INK = "#1a1a2e";
const PAPER = "#ffffff"; // in the dark too: it is printed
const WIDTH = 2.5;

const blank = (canvas) => {
  const scale = window.devicePixelRatio || 1;
  const { width, height } = canvas.getBoundingClientRect();
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const pen = canvas.getContext("2d");
  pen.fillStyle = PAPER;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.scale(scale, scale);
  Object.assign(pen, { strokeStyle: INK, lineWidth: WIDTH, lineCap: "round", lineJoin: "round" });
  return pen;
};

const enhancePad = (field) => {
  const pad = field.querySelector("[data-signature-pad]");
  const input = field.querySelector("input[type=file]");
  if (!pad || !input) return;
  const canvas = pad.querySelector("canvas");
  const buttons = pad.querySelectorAll("button");
  pad.hidden = false;
  let pen = null; // made with the first stroke, when the canvas has its size
  let isDrawing = false;

  const allow = (isAllowed) => {
    for (const button of buttons) button.disabled = !isAllowed;
  };
  const clear = () => {
    pen = blank(canvas);
    allow(false);
  };

  canvas.addEventListener("pointerdown", (event) => {
    pen ??= blank(canvas);
    isDrawing = true;
    canvas.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(event.offsetX, event.offsetY);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!isDrawing) return;
    pen.lineTo(event.offsetX, event.offsetY);
    pen.stroke();
    allow(true);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, () => { isDrawing = false; });
  }
  pad.querySelector("[data-signature-clear]").addEventListener("click", clear);
  pad.querySelector("[data-signature-attach]").addEventListener("click", () => {
    canvas.toBlob((picture) => {
      const files = new DataTransfer();
      files.items.add(new File([picture], field.dataset.fileName, { type: "image/png" }));
      input.files = files.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }, "image/png");
  });
};

const enhance = (root) => {
  for (const field of root.querySelectorAll("[data-signature]")) {
    if (field.dataset.wired === "true") continue;
    field.dataset.wired = "true";
    enhancePad(field);
  }
};

enhance(document);
document.addEventListener("ngomon:content", (event) => enhance(event.target));
