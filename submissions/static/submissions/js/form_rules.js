// Follows the rules of a step while one types: shows and hides questions, marks those
// that must be answered, writes what is computed. The server judges by the same rules;
// without this script every question that an answer here may hide stands to be passed.
import { outcomeOf } from "./rules.js";

const GROUPED = /^-?\d{1,3}([. ]\d{3})+(,\d+)?$/;
const PLAIN = /^-?\d+([.,]\d+)?$/;

// An answer as it stands on the page; what is not yet right counts as no answer.
const READERS = {
  number: (form, key) => {
    const text = typed(form, key);
    if (GROUPED.test(text)) return Number(text.replace(/[. ]/g, "").replace(",", "."));
    return PLAIN.test(text) ? Number(text.replace(",", ".")) : null;
  },
  text: (form, key) => typed(form, key) || null,
  yes_no: (form, key) => ({ true: true, false: false })[typed(form, key)] ?? null,
  date: (form, key) => {
    const [day, month, year] = ["day", "month", "year"].map((part) => typed(form, `${key}.${part}`));
    if (!/^\d{4}$/.test(year) || !/^\d{1,2}$/.test(month) || !/^\d{1,2}$/.test(day)) return null;
    return [year, month.padStart(2, "0"), day.padStart(2, "0")].join("-");
  },
  texts: (form, key) => new FormData(form).getAll(key).map(String),
};

// The rows of a group, with the questions that a rule may ask for in each.
const rowsOf = (form, key, readers) =>
  Array.from({ length: Number(typed(form, `${key}.rows`)) || 0 }, (_row, index) => {
    const row = {};
    for (const [inner, kind] of Object.entries(readers)) {
      const answer = READERS[kind]?.(form, `${key}.${index + 1}.${inner}`) ?? null;
      if (answer !== null && answer.length !== 0) row[inner] = answer;
    }
    return row;
  }).filter((row) => Object.keys(row).length > 0);

const typed = (form, name) => String(new FormData(form).get(name) ?? "").trim();

const answersOf = (form, { readers, answers }) => {
  const found = { ...answers };
  for (const [key, kind] of Object.entries(readers)) {
    const isGroup = typeof kind === "object";
    const answer = isGroup ? rowsOf(form, key, kind) : (READERS[kind]?.(form, key) ?? null);
    if (answer !== null) found[key] = answer;
  }
  return found;
};

const questionOf = (form, key) =>
  form.querySelector(`[data-question="${CSS.escape(key)}"]`);

const follow = (form, told) => {
  const outcome = outcomeOf(told.rules, answersOf(form, told), told.today);
  for (const { id, key } of told.rules) {
    const question = questionOf(form, key);
    if (!question) continue;
    question.hidden = outcome.hidden.includes(id);
    const optional = question.querySelector(".nm-field__optional");
    if (optional) optional.hidden = outcome.required.includes(id);
    const output = question.querySelector("output");
    if (output) write(output, outcome.computed[key] ?? null);
  }
};

const write = (output, value) => {
  const words = output.dataset;
  if (value === null) output.textContent = words.blank;
  else if (value === true) output.textContent = words.yes;
  else if (value === false) output.textContent = words.no;
  else if (typeof value === "number") output.textContent = numberInWords(value, words.suffix);
  else output.textContent = value.split("-").reverse().join("/");
};

// As written in Vietnam; of few digits and no unit, perhaps a year, without a point.
const numberInWords = (value, suffix) => {
  const useGrouping = Boolean(suffix) || Math.abs(value) >= 10_000;
  const format = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 4, useGrouping });
  return `${format.format(value)} ${suffix}`.trim();
};

const wire = (root) => {
  for (const data of root.querySelectorAll("script[data-form-rules]")) {
    const form = data.closest("form");
    if (!form || data.dataset.wired) continue;
    data.dataset.wired = "true";
    const told = JSON.parse(data.textContent);
    const again = () => follow(form, told);
    form.addEventListener("input", again);
    form.addEventListener("change", again);
    again();
  }
};

wire(document);
document.addEventListener("ngomon:content", (event) => wire(event.target));
