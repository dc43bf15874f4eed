// The sentences of the interface, to notice English ones where Spanish is spoken.
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), "../../themes/base/locales");

/** The messages of a language on one line without anything to fill in, by key. */
function messagesOf(language) {
  const messages = new Map();
  for (const file of readdirSync(folder).filter((name) => name === `${language}.ftl` || name.startsWith(`${language}.`))) {
    for (const [, key, text] of readFileSync(path.join(folder, file), "utf8").matchAll(/^([a-z][\w-]*) = ([^{}\n]+)$/gm)) {
      messages.set(key, text.trim());
    }
  }
  return messages;
}

const english = messagesOf("en");
const spanish = new Set(messagesOf("es").values());
// A short word may be a name, or the same in both languages.
const onlyEnglish = [...english].filter(([, text]) => text.length >= 4 && !spanish.has(text));

/** English sentences of ours in a page or a text that should be Spanish: ["key: text"]. */
export async function englishIn(pageOrText) {
  const lines = typeof pageOrText === "string" ? pageOrText.split("\n") : await visibleTexts(pageOrText);
  const seen = new Set(lines.map((line) => line.trim()));
  return onlyEnglish.filter(([, text]) => seen.has(text)).map(([key, text]) => `${key}: ${text}`);
}

/** Each piece of text on a page, with what buttons and pictures are called. */
function visibleTexts(page) {
  return page.evaluate(() => {
    const texts = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) texts.push(walker.currentNode.data);
    for (const element of document.querySelectorAll("[aria-label], [alt], [placeholder], [title]")) {
      for (const name of ["aria-label", "alt", "placeholder", "title"]) texts.push(element.getAttribute(name) ?? "");
    }
    return texts;
  });
}
