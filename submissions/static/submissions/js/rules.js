// The value of a form's rules for given answers: the twin of forms/rules/evaluating.py.
// Both are held to the same test vectors; the language is told in rules/expressions.py.
//
// Values: {n: BigInt, scale} for a number (n / 10^scale), a string, a boolean,
// {day: days since 1970-01-01} for a date, an array of them, or null for a blank.

const LARGEST = 10n ** 15n;
const FIRST_DAY = dayNumber(1, 1, 1);
const LAST_DAY = dayNumber(9999, 12, 31);

/** The value of an expression over canonical answers by key. `today`: "2026-11-26". */
export function valueOf(expression, answers, today) {
  return evaluate(expression, { answers, today: readDate(today) });
}

/** Whether a condition is true; a blank one is not. */
export function holds(expression, answers, today) {
  return valueOf(expression, answers, today) === true;
}

/** A value as the canonical answer that stands for it. */
export function answerOf(value) {
  if (isNumber(value)) return Number(written(value));
  if (isDate(value)) return isoOf(value.day);
  return value;
}

/**
 * What the rules make of the answers. `rules`, each after those on which it depends:
 * {id, key, show, require, compute}. Gives {hidden, required, computed}.
 */
export function outcomeOf(rules, answers, today) {
  const current = { ...answers };
  const outcome = { hidden: [], required: [], computed: {} };
  for (const rule of rules) {
    if (rule.show && !holds(rule.show, current, today)) {
      outcome.hidden.push(rule.id);
      delete current[rule.key];
      continue;
    }
    if (rule.require && holds(rule.require, current, today)) outcome.required.push(rule.id);
    if (rule.compute) {
      const value = answerOf(valueOf(rule.compute, current, today));
      current[rule.key] = outcome.computed[rule.key] = value;
    }
  }
  return outcome;
}

function evaluate(expression, scope) {
  const [operator, ...operands] = expression;
  return OPERATORS[operator](scope, ...operands);
}

const OPERATORS = {
  const: (_scope, kind, value) => (kind === "number" ? parsed(value) : read(value, kind)),
  answer: (scope, key, kind) => read(own(scope.answers, key), kind),
  column: (scope, group, key, kind) =>
    read(read(own(scope.answers, group), "rows").map((row) => own(row, key)), kind),
  today: (scope) => scope.today,
  not: (scope, inner) => evaluate(inner, scope) !== true,
  and: (scope, ...inner) => inner.every((each) => evaluate(each, scope) === true),
  or: (scope, ...inner) => inner.some((each) => evaluate(each, scope) === true),
  "=": comparison((order) => order === 0),
  "!=": comparison((order) => order !== 0),
  "<": comparison((order) => order < 0),
  "<=": comparison((order) => order <= 0),
  ">": comparison((order) => order > 0),
  ">=": comparison((order) => order >= 0),
  "+": arithmetic((a, b) => a + b),
  "-": arithmetic((a, b) => a - b),
  "*": (scope, left, right) =>
    both(scope, left, right, (a, b) => ({ n: a.n * b.n, scale: a.scale + b.scale })),
  shift: (scope, start, count, unit) =>
    both(scope, start, count, (day, number) => shifted(day, number, unit)),
  days: (scope, first, last) =>
    both(scope, first, last, (a, b) => whole(BigInt(b.day - a.day))),
  years: (scope, first, last) =>
    both(scope, first, last, (a, b) => whole(BigInt(fullYears(a.day, b.day)))),
  round: (scope, inner, decimals) => {
    const value = evaluate(inner, scope);
    return value === null ? null : rounded(value, decimals);
  },
  count: (scope, items) => whole(BigInt(evaluate(items, scope).length)),
  sum: (scope, items) => evaluate(items, scope).reduce(added, whole(0n)),
  contains: (scope, items, one) => evaluate(items, scope).includes(evaluate(one, scope)),
  blank: (scope, inner) => {
    const value = evaluate(inner, scope);
    return value === null || (Array.isArray(value) && value.length === 0);
  },
};

// Reading answers; anything that is not of its type is a blank.

function own(record, key) {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function read(answer, kind) {
  return READERS[kind] ? READERS[kind](answer) : null;
}

function readNumber(answer) {
  if (typeof answer !== "number" || !(Math.abs(answer) < 1e15)) return null;
  return parsed(String(answer));
}

function readText(answer) {
  if (typeof answer !== "string") return null;
  return answer.replace(/[ \t\r\n\u00a0]+/g, " ").normalize("NFC").replace(/^ | $/g, "") || null;
}

function readYesNo(answer) {
  return typeof answer === "boolean" ? answer : null;
}

function readDate(answer) {
  const found = typeof answer === "string" && /^(\d{4})-(\d{2})-(\d{2})$/.exec(answer);
  if (!found) return null;
  const [year, month, day] = found.slice(1).map(Number);
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  return { day: dayNumber(year, month, day) };
}

function readList(item) {
  return (answer) =>
    (Array.isArray(answer) ? answer : []).map(item).filter((value) => value !== null);
}

function readRow(answer) {
  return typeof answer === "object" && answer !== null && !Array.isArray(answer)
    ? answer
    : null;
}

const READERS = {
  number: readNumber,
  text: readText,
  yes_no: readYesNo,
  date: readDate,
  texts: readList(readText),
  numbers: readList(readNumber),
  dates: readList(readDate),
  rows: readList(readRow),
};

// Numbers are exact: whole numbers of units of a power of ten.

function isNumber(value) {
  return typeof value === "object" && value !== null && "scale" in value;
}

function isDate(value) {
  return typeof value === "object" && value !== null && "day" in value;
}

function whole(n) {
  return { n, scale: 0 };
}

function parsed(text) {
  const found = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(text);
  const [, sign, units, decimals = "", power = "0"] = found;
  const n = BigInt(sign + units + decimals);
  const scale = decimals.length - Number(power);
  return scale < 0 ? { n: n * 10n ** BigInt(-scale), scale: 0 } : { n, scale };
}

function written({ n, scale }) {
  if (scale === 0) return n.toString();
  const sign = n < 0n ? "-" : "";
  const digits = (n < 0n ? -n : n).toString().padStart(scale + 1, "0");
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function scaled(value, scale) {
  return value.n * 10n ** BigInt(scale - value.scale);
}

function aligned(a, b) {
  const scale = Math.max(a.scale, b.scale);
  return [scaled(a, scale), scaled(b, scale), scale];
}

function added(a, b) {
  const [left, right, scale] = aligned(a, b);
  return { n: left + right, scale };
}

function both(scope, left, right, work) {
  const a = evaluate(left, scope);
  const b = evaluate(right, scope);
  return a === null || b === null ? null : work(a, b);
}

function arithmetic(work) {
  return (scope, left, right) =>
    both(scope, left, right, (a, b) => {
      const [x, y, scale] = aligned(a, b);
      return { n: work(x, y), scale };
    });
}

function comparison(meets) {
  return (scope, left, right) =>
    both(scope, left, right, (a, b) => meets(order(a, b))) === true;
}

function order(a, b) {
  let [x, y] = [a, b];
  if (isNumber(a)) [x, y] = aligned(a, b);
  else if (isDate(a)) [x, y] = [a.day, b.day];
  if (x === y) return 0;
  return x < y ? -1 : 1;
}

function rounded(value, decimals) {
  const sign = value.n < 0n ? -1n : 1n;
  let units = sign * value.n;
  if (value.scale > decimals) {
    const step = 10n ** BigInt(value.scale - decimals);
    units = (2n * units + step) / (2n * step);
  } else {
    units *= 10n ** BigInt(decimals - value.scale);
  }
  if (units >= LARGEST * 10n ** BigInt(decimals)) return null;
  return { n: sign * units, scale: decimals };
}

// Days of the Gregorian calendar, counted as integers; no zone can move them.

function isLeap(year) {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function daysIn(year, month) {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

// Years are taken to begin in March, so that the leap day is the last of a year; 400
// years have 146,097 days, and 719,468 days lie between 1 March 0 and 1970.
function dayNumber(year, month, day) {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const ofEra = y - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const ofEraDays = ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear;
  return era * 146097 + ofEraDays - 719468;
}

function partsOf(number) {
  const z = number + 719468;
  const era = Math.floor(z / 146097);
  const ofEra = z - era * 146097;
  const years = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36524) - Math.floor(ofEra / 146096)) /
      365
  );
  const ofYear = ofEra - (365 * years + Math.floor(years / 4) - Math.floor(years / 100));
  const fromMarch = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch + (fromMarch < 10 ? 3 : -9);
  return [years + era * 400 + (month <= 2 ? 1 : 0), month, day];
}

function isoOf(number) {
  const [year, month, day] = partsOf(number);
  const padded = [String(year).padStart(4, "0"), ...[month, day].map(twoDigits)];
  return padded.join("-");
}

function twoDigits(number) {
  return String(number).padStart(2, "0");
}

function shifted(start, number, unit) {
  const step = 10n ** BigInt(number.scale);
  if (number.n % step !== 0n) return null;
  const count = number.n / step;
  // More than every day of the calendar leads nowhere.
  if (count > 4_000_000n || count < -4_000_000n) return null;
  const day = unit === "day" ? start.day + Number(count) : moved(start.day, Number(count), unit);
  return day === null || day < FIRST_DAY || day > LAST_DAY ? null : { day };
}

function moved(start, count, unit) {
  const [year, month, day] = partsOf(start);
  const months = year * 12 + month - 1 + count * (unit === "year" ? 12 : 1);
  const [newYear, newMonth] = [Math.floor(months / 12), (((months % 12) + 12) % 12) + 1];
  if (newYear < 1 || newYear > 9999) return null;
  return dayNumber(newYear, newMonth, Math.min(day, daysIn(newYear, newMonth)));
}

function fullYears(first, last) {
  if (last < first) return -fullYears(last, first);
  const [fromYear, fromMonth, fromDay] = partsOf(first);
  const [year, month, day] = partsOf(last);
  const passed = month > fromMonth || (month === fromMonth && day >= fromDay);
  return year - fromYear - (passed ? 0 : 1);
}
