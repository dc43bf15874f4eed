// Small things that the parts of the editor share: elements, icons, words, times.

const SHAPES = {
  heading: "M5 5v14M19 5v14M5 12h14",
  subheading: "M8 8v10M16 8v10M8 13h8",
  bold: "M7 5h6a3.5 3.5 0 0 1 0 7H7zM7 12h7a3.5 3.5 0 0 1 0 7H7z",
  italic: "M10 5h8M6 19h8M14 5l-4 14",
  bullets: "M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01",
  numbers: "M10 6h10M10 12h10M10 18h10M4 5l1.5-1v5M4 15.4c2.6-1.6 3 .5 1.5 1.8L4 19h3",
  quote: "M5 6v12M10 8h10M10 12h10M10 16h6",
  link: "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1.5 1.5M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1.5-1.5",
  picture: "M4 5h16v14H4zM4 16l5-5 4 4 2-2 5 5M15.5 9.5h.01",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  embed: "M4 5h16v14H4zM10 9l5 3-5 3z",
  more: "M4 6h16M4 18h16M4 12h2M9 12h2M14 12h2M19 12h1",
  undo: "M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3",
  redo: "M15 14l5-5-5-5M20 9H10a6 6 0 0 0 0 12h3",
  source: "M8 7l-5 5 5 5M16 7l5 5-5 5M14 4l-4 16",
  visual: "M4 20h4L19 9l-4-4L4 16zM13 7l4 4",
  close: "M6 6l12 12M18 6 6 18",
  chosen: "M5 12l5 5 9-10",
};

/** An element with its properties and what stands in it; `data` and `aria` are set as attributes. */
export function make(tag, properties = {}, ...children) {
  const { data = {}, aria = {}, role, ...rest } = properties;
  const element = Object.assign(document.createElement(tag), rest);
  for (const [name, value] of Object.entries(data)) element.dataset[name] = value;
  for (const [name, value] of Object.entries(aria)) element.setAttribute(`aria-${name}`, value);
  if (role) element.setAttribute("role", role);
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** A drawing that says nothing to those who listen. */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  const attributes = {
    class: "icon", width: 24, height: 24, viewBox: "0 0 24 24", fill: "none", stroke: "currentColor",
    "stroke-width": 2, "stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true", focusable: "false",
  };
  for (const [key, value] of Object.entries(attributes)) drawing.setAttribute(key, value);
  const line = document.createElementNS(space, "path");
  line.setAttribute("d", SHAPES[name]);
  drawing.append(line);
  return drawing;
}

/** A function from a word's name, and what is filled into it, to the word. */
export function wordsOf(json) {
  const words = new Map(Object.entries(JSON.parse(json || "{}")).map(([key, text]) => [key.replace(/^editor-/, ""), text]));
  return (key, filled = {}) =>
    Object.entries(filled).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), words.get(key) ?? key);
}

/** A moment as people here write the time of day; with the day when it was another one. */
export function clock(moment) {
  const language = document.documentElement.lang || undefined;
  const isToday = new Date(moment).toDateString() === new Date().toDateString();
  const day = isToday ? {} : { day: "numeric", month: "short" };
  return new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...day }).format(moment);
}

/** A text as forms send it and databases keep it: one kind of line end, nothing empty at the end. */
export const settled = (text) => text.replaceAll(/\r\n?/g, "\n").trimEnd();

/** Whether an address leads to a page or a person, here or elsewhere: the address, else null. */
export function linkable(typed) {
  const address = typed.trim();
  if (/^(https?:\/\/|mailto:|tel:)\S+$/i.test(address)) return address;
  if (/^[/#?][^\s\\]*$/.test(address) && !address.startsWith("//")) return address;
  if (/^[^\s@/:<>"]+@[^\s@/:<>"]+\.[^\s@/:<>"]+$/.test(address)) return `mailto:${address}`;
  if (/^[^\s/:@<>"]+\.[a-z]{2,}([/?#]\S*)?$/i.test(address)) return `https://${address}`;
  return null;
}

/** A field with its label and a hint; the element to fill in is the second. */
export function field({ id, label, hint, tag = "input", ...properties }) {
  const input = make(tag, { id, ...properties });
  const parts = [make("label", { htmlFor: id, textContent: label })];
  if (hint) {
    parts.push(make("p", { className: "field-hint", id: `${id}-hint`, textContent: hint }));
    input.setAttribute("aria-describedby", `${id}-hint`);
  }
  return [make("div", { className: "field" }, ...parts, input), input];
}
