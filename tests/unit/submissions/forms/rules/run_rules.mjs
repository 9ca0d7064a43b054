// Evaluates cases from standard input ([{rule, answers}]) as the browser does; prints
// the canonical answers as JSON. argv: the module's address and the day that is today.
import { readFileSync } from "node:fs";

const [, , module, today] = process.argv;
// As a text, since Node takes the ending .js for another kind of module.
const source = readFileSync(new URL(module), "utf8");
const { answerOf, valueOf } = await import(`data:text/javascript,${encodeURIComponent(source)}`);
const cases = JSON.parse(readFileSync(0, "utf8"));
const given = cases.map(({ rule, answers }) => answerOf(valueOf(rule, answers, today)));
process.stdout.write(JSON.stringify(given));
