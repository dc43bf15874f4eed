// What a text is made of in the visual editor, how it is written in Markdown, and which Markdown it cannot show.

const ADDRESS_ALONE = /^https?:\/\/[^\s<>"[\]`\\]+$/i;
const SAFE_ALONE = /^https?:\/\/[\w./?=&%#:+,@~-]+$/i;
const MORE = /^<!--\s*more\s*-->[^\S\n]*(\n+|$)/i;

/** Whether a browser would load it from here. */
const isOurs = (address) => /^\/(?![/\\])/.test(address);
const decoded = (text) => text.replaceAll(/&(#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/gi, (entity) => new DOMParser().parseFromString(entity, "text/html").body.textContent);
const unescaped = (text) => text.replaceAll(/\\([!-/:-@[-`{-~])|&#?[a-z\d]+;/gi, (found, escaped) => escaped ?? decoded(found));
const onOneLine = (text) => text.replaceAll(/\s+/g, " ").trim();
const escapedWords = (text) => onOneLine(text).replaceAll(/[\\[\]*_`<>&~]/g, "\\$&");
const escapedTitle = (text) => onOneLine(text).replaceAll(/[\\"&<]/g, "\\$&");
const target = (address) => (/[\s()<>]/.test(address) ? `<${address.replaceAll(/[<>\s]/g, encodeURIComponent)}>` : address);

/** What stands between the brackets of a picture. */
function describedAs(token) {
  const inside = /^!\[((?:\\[\s\S]|[^\\\]])*)\]/.exec(token.raw)?.[1] ?? token.text ?? "";
  return unescaped(inside);
}

const pictureOf = (token) => ({
  type: "picture",
  attrs: { src: token.href ?? "", alt: describedAs(token), caption: decoded(token.title ?? "") },
});

/** The pictures of a paragraph that holds nothing else. */
function onlyPictures(tokens) {
  const pictures = tokens.filter((token) => token.type === "image");
  const others = tokens.filter((token) => token.type !== "image" && token.type !== "br" && (token.raw ?? "").trim() !== "");
  return pictures.length > 0 && others.length === 0 ? pictures.map(pictureOf) : null;
}

/** The address of a paragraph that holds nothing else. */
function onlyAddress(tokens) {
  if (tokens.length !== 1) return null;
  const [{ type, raw = "", href = "", text = "" }] = tokens;
  if (type === "text" && ADDRESS_ALONE.test(raw.trim())) return raw.trim();
  return type === "link" && ADDRESS_ALONE.test(href) && unescaped(text) === href ? href : null;
}

/** The Markdown of a paragraph whose lines begin with what would be a list, a heading or a picture, but is words here. */
function asWords(markdown) {
  const lines = markdown.replaceAll(/(?<!\\)!(?=\[)/g, "\\!").split("\n");
  return lines
    .map((line) => line
      .replace(/^(\s*)(?=(?:#{1,6}|[-+]|-{2,}|=+)(?:\s|$)|>|~~~|(?:-\s*){3,}$)/, "$1\\")
      .replace(/^(\s*\d{1,9})([.)])(?=\s|$)/, "$1\\$2"))
    .join("\n");
}

/** The blocks and marks of a text, for the library's editor. `words` name what is drawn only here. */
export function blocksOf(libraries, words) {
  const { Node, mergeAttributes } = libraries;

  const Paragraph = libraries.Paragraph.extend({
    parseMarkdown: (token, helpers) => {
      const tokens = token.tokens ?? [];
      const pictures = onlyPictures(tokens);
      if (pictures) return pictures.length === 1 ? pictures[0] : { type: "gallery", content: pictures };
      const address = onlyAddress(tokens);
      if (address) return { type: "embed", attrs: { href: address } };
      return helpers.createNode("paragraph", undefined, helpers.parseInline(tokens));
    },
    // An empty paragraph is nothing in Markdown, however many there are.
    renderMarkdown: (node, helpers) => (node.content?.length ? asWords(helpers.renderChildren(node.content)) : ""),
  });

  const Picture = Node.create({
    name: "picture",
    group: "block",
    atom: true,
    draggable: true,
    markdownTokenName: "image",
    addAttributes: () => ({ src: { default: "" }, alt: { default: "" }, caption: { default: "" } }),
    parseHTML: () => [
      {
        tag: "img[src]",
        getAttrs: (element) => {
          const src = element.getAttribute("src") ?? "";
          // A picture that is pasted from elsewhere would be loaded from there; people add it to the library.
          return isOurs(src) && { src, alt: element.alt, caption: element.closest("figure")?.querySelector("figcaption")?.textContent ?? "" };
        },
      },
    ],
    renderHTML: ({ node }) => {
      const { src, alt, caption } = node.attrs;
      const shown = isOurs(src) ? ["img", { src, alt }] : ["span", { class: "editor-elsewhere" }, `${alt} ${src}`.trim()];
      return ["figure", { class: "editor-picture" }, shown, ...(caption ? [["figcaption", {}, caption]] : [])];
    },
    parseMarkdown: pictureOf,
    renderMarkdown: ({ attrs: { src, alt, caption } }) =>
      `![${escapedWords(alt ?? "")}](${target(src)}${caption ? ` "${escapedTitle(caption)}"` : ""})`,
  });

  const Gallery = Node.create({
    name: "gallery",
    group: "block",
    content: "picture+",
    isolating: true,
    parseHTML: () => [{ tag: "div.gallery" }],
    renderHTML: () => ["div", { class: "gallery editor-gallery" }, 0],
    renderMarkdown: (node, helpers) => helpers.renderChildren(node.content ?? [], "\n"),
  });

  const Embed = Node.create({
    name: "embed",
    group: "block",
    atom: true,
    draggable: true,
    addAttributes: () => ({ href: { default: "" } }),
    parseHTML: () => [{ tag: "p.embed-card", getAttrs: (element) => ({ href: element.querySelector("a")?.href ?? "" }) }],
    renderHTML: ({ node }) => {
      const shown = node.attrs.href.replace(/^https?:\/\/(www\.)?/i, "");
      return ["p", { class: "embed-card" }, ["span", {}, shown.length > 60 ? `${shown.slice(0, 59)}…` : shown]];
    },
    renderMarkdown: ({ attrs: { href } }) => (SAFE_ALONE.test(href) ? href : `<${href}>`),
  });

  const More = Node.create({
    name: "more",
    group: "block",
    atom: true,
    draggable: true,
    parseHTML: () => [{ tag: "span#more" }],
    renderHTML: () => ["p", { class: "editor-more" }, words("more-line")],
    markdownTokenizer: {
      name: "more",
      level: "block",
      start: (source) => source.search(/<!--\s*more\s*-->/i),
      tokenize: (source) => {
        const found = MORE.exec(source);
        return found ? { type: "more", raw: found[0] } : undefined;
      },
    },
    parseMarkdown: () => ({ type: "more" }),
    renderMarkdown: () => "<!--more-->",
  });

  const Link = libraries.Link.configure({
    autolink: true,
    // "end.As it was" is a sentence that lacks a space, not an address.
    shouldAutoLink: (address) => /^(https?:\/\/|www\.)/i.test(address),
    linkOnPaste: true,
    openOnClick: false,
    defaultProtocol: "https",
    HTMLAttributes: { target: null, rel: null, class: null },
    isAllowedUri: (address) => !/^[a-z][a-z\d+.-]*:/i.test(address ?? "") || /^(https?|mailto|tel):/i.test(address),
  }).extend({
    renderMarkdown: (node, helpers) => {
      const { href, title } = node.attrs ?? {};
      return `[${helpers.renderChildren(node)}](${target(href ?? "")}${title ? ` "${escapedTitle(title)}"` : ""})`;
    },
  });

  return [
    libraries.Document, Paragraph, libraries.Text, libraries.Heading, libraries.Bold, libraries.Italic, libraries.Strike,
    libraries.Code, libraries.CodeBlock.configure({ HTMLAttributes: mergeAttributes({ spellcheck: "false" }) }),
    libraries.Blockquote, libraries.BulletList, libraries.OrderedList, libraries.ListItem, libraries.ListKeymap,
    libraries.HorizontalRule, libraries.HardBreak, Link, Picture, Gallery, Embed, More,
    libraries.UndoRedo, libraries.Dropcursor.configure({ color: false, class: "editor-dropcursor" }), libraries.Gapcursor,
    libraries.TrailingNode, libraries.Placeholder.configure({ placeholder: words("text-empty") }), libraries.Markdown,
  ];
}

/** The Markdown of an editor: one empty line between blocks. */
export function markdownOf(editor) {
  let isCode = false;
  let empty = 0;
  const lines = editor.getMarkdown().split("\n").filter((line) => {
    if (/^\s*```/.test(line)) isCode = !isCode;
    empty = line.trim() === "" && !isCode ? empty + 1 : 0;
    return empty < 2;
  });
  // One space at the end of a line is left over from typing; two are a line break.
  const text = lines.map((line) => line.replace(/(\S) $/, "$1")).join("\n").replace(/^\n+/, "").trimEnd();
  return text && `${text}\n`;
}

// What one side reads as marks and the other as words, or neither can show.
const BEYOND = [
  /(?<!\\)\[\^[^\]\s]+\]/,
  /^#{1,6}\s.*\{[#.][^}]*\}\s*$/m,
  /^\[\/?[a-z][\w-]*(\s[^\]\n]*)?\](?![(:[])/im,
  /^\s*(```|~~~)\s*\{/m,
];
const KNOWN = new Set([
  "space", "def", "paragraph", "text", "heading", "list", "list_item", "blockquote", "code", "hr", "br", "strong", "em", "del",
  "codespan", "link", "image", "escape", "more",
]);

/** Whether the visual editor shows all of some Markdown, and writes the same again. */
export function canShow(editor, markdown) {
  const withoutCode = markdown.replaceAll(/^(```|~~~)[\s\S]*?^\1/gm, "").replaceAll(/`[^`\n]*`/g, "");
  if (BEYOND.some((pattern) => pattern.test(withoutCode))) return false;
  try {
    const { manager } = editor.storage.markdown;
    const before = manager.instance.lexer(markdown);
    if (!isKnown(before)) return false;
    const parsed = manager.parse(markdown);
    if (parsed.content.length === 0) return true;
    const document = editor.schema.nodeFromJSON(parsed);
    document.check();
    const after = manager.instance.lexer(manager.serialize(document.toJSON()));
    return JSON.stringify(essence(before)) === JSON.stringify(essence(after));
  } catch {
    // What cannot be read is not shown.
    return false;
  }
}

function isKnown(tokens) {
  return tokens.every((token) => KNOWN.has(token.type) && !token.task && isKnown(token.tokens ?? []) && isKnown(token.items ?? []));
}

/** What some Markdown means, however it is written: blocks, and runs of text with their marks. */
function essence(tokens) {
  const found = [];
  const block = (...parts) => found.push(parts);
  for (const token of tokens) {
    if (token.type === "space" || token.type === "def") continue;
    if (token.type === "list") block("list", token.ordered, token.ordered ? token.start || 1 : "", token.items.map((item) => essence(item.tokens)));
    else if (token.type === "blockquote") block("quote", essence(token.tokens));
    else if (token.type === "code") block("code", token.lang ?? "", token.text);
    else if (token.type === "hr" || token.type === "more") block(token.type);
    else if (token.type === "heading") block("heading", token.depth, runs(token.tokens));
    else block("text", runs(token.tokens ?? [token]));
  }
  return found.filter(([kind, content]) => kind !== "text" || content.length > 0);
}

function runs(tokens, marks = [], found = []) {
  const add = (text, ...more) => {
    const worn = [...marks, ...more].sort().join("|");
    const last = found.at(-1);
    if (last && last[1] === worn) last[0] += text;
    else found.push([text, worn]);
  };
  for (const token of tokens) {
    if (token.type === "image") add(`![${describedAs(token)}](${token.href} ${token.title ?? ""})`);
    else if (token.type === "br") add(" ⏎ ");
    else if (token.type === "codespan") add(token.text, "code");
    else if (token.type === "link") runs(token.tokens, [...marks, `link ${token.href} ${token.title ?? ""}`], found);
    else if (token.tokens) runs(token.tokens, token.type === "text" ? marks : [...marks, token.type], found);
    else add(decoded(token.text ?? ""));
  }
  if (marks.length > 0) return found;
  const folded = found.map(([text, worn]) => [text.replaceAll(/[^\S\n]+/g, " ").replaceAll(/ ?\n ?/g, " "), worn]);
  return folded.filter(([text]) => text !== "");
}
