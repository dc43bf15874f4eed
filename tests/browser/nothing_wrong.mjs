import { AssertionError } from "node:assert";

const SHOWN = 80;

/** Fails with one line for each thing that is wrong: assert's own comparison would repeat and cut a long list. */
export function nothingWrong(wrong, where = "") {
  if (wrong.length === 0) return;
  const lines = wrong
    .slice(0, SHOWN)
    .map((line) => `  - ${line}`)
    .concat(wrong.length > SHOWN ? [`  and ${wrong.length - SHOWN} more`] : [])
    .join("\n");
  throw new AssertionError({ message: `${wrong.length} wrong${where && ` on ${where}`}:\n${lines}` });
}
