// Writing in the browser: a visual editor over the form's Markdown, kept every few seconds. The form works without it.
import { wordsOf } from "./editor-parts.js";
import { keep } from "./editor-keeping.js";
import { ownPicture } from "./editor-pictures.js";
import { surfaceOver } from "./editor-surface.js";

const form = document.querySelector("form[data-editor]");
const words = wordsOf(form.dataset.words);
const textarea = form.querySelector("[data-editor-source]");
const library = { choose: form.dataset.library, upload: form.dataset.upload, token: () => form.dataset.token };
let surface = null;

const keeping = keep({
  form,
  words,
  write: () => surface?.write(),
  take: ({ title, source, summary }) => {
    for (const [name, text] of Object.entries({ title, summary })) {
      const input = form.elements.namedItem(name);
      if (input) input.value = text;
    }
    if (surface) surface.read(source);
    else textarea.value = source;
  },
});

const select = form.elements.namedItem("picture");
if (select instanceof HTMLSelectElement) ownPicture({ select, words, library });

// Where the libraries don't arrive, the plain field does its work.
const bundle = form.dataset.bundle ?? new URL("./editor-bundle.js", import.meta.url).href;
try {
  surface = surfaceOver({ textarea, libraries: await import(bundle), words, library, changed: keeping.changed, say: keeping.say });
  form.dataset.editor = "ready";
} catch (failure) {
  console.warn("the visual editor did not start", failure);
}

// On a phone the tools stand above the keyboard, which browsers lay over the page.
const view = window.visualViewport;
const rise = () => {
  const keyboard = Math.max(0, innerHeight - view.height - view.offsetTop);
  form.style.setProperty("--keyboard", `${keyboard}px`);
};
view?.addEventListener("resize", rise);
view?.addEventListener("scroll", rise);
