// The visual editor over a text field that holds Markdown, and the way between the two.
import { blocksOf, canShow, markdownOf } from "./editor-blocks.js";
import { make, settled } from "./editor-parts.js";
import { chooseFile, choosePictures, describePictures } from "./editor-pictures.js";
import { toolbarOf } from "./editor-toolbar.js";

/** Every how many milliseconds what is seen is written as Markdown, at the most. */
const WRITE_AFTER_MS = 250;

/**
 * Puts the editor in place of `textarea`. `changed()` is called when the text is another, `say(sentence)` tells something.
 * Gives `write()`, which brings the text field up to date, and `read(markdown)`, which takes another text.
 */
export function surfaceOver({ textarea, libraries, words, library, changed, say }) {
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  if (label && !label.id) label.id = `${textarea.id}-label`;
  const seen = make("div", { className: "editor-seen" });
  const isHtml = textarea.form.dataset.format === "html";
  let editor = null;
  let isVisual = false;
  let timer = 0;

  const toolbar = toolbarOf({ words, surface: () => (isVisual ? editor : null), act, controls: "editor-text" });
  const box = make("div", { className: "editor" });
  textarea.before(box);
  box.append(toolbar.element, seen, textarea);
  label?.addEventListener("click", () => isVisual && editor.commands.focus());

  function create(content) {
    editor?.destroy();
    seen.replaceChildren();
    editor = new libraries.Editor({
      element: seen,
      extensions: blocksOf(libraries, words),
      content,
      contentType: "markdown",
      // Style sheets come from the site alone.
      injectCSS: false,
      editorProps: {
        attributes: {
          id: "editor-text",
          class: "editor-text prose",
          role: "textbox",
          "aria-multiline": "true",
          ...(label ? { "aria-labelledby": label.id } : { "aria-label": words("toolbar") }),
        },
        handleDoubleClickOn: (view, position, node) => {
          if (node.type.name !== "picture") return false;
          act("change-picture");
          return true;
        },
      },
      onUpdate: ({ transaction }) => {
        if (!transaction.docChanged) return;
        clearTimeout(timer);
        timer = setTimeout(() => { write(); changed(); }, WRITE_AFTER_MS);
      },
      onTransaction: () => { toolbar.refresh(); showPictureTools(); },
    });
  }

  /** The Markdown of what is seen, in the text field. */
  function write() {
    clearTimeout(timer);
    if (!isVisual) return;
    const markdown = markdownOf(editor);
    if (settled(markdown) !== settled(shown)) {
      textarea.value = markdown;
      shown = markdown;
    }
  }
  // What the editor makes of a text that nobody changed is no change.
  let shown = "";

  /** Shows a text as it looks, where the editor can show all of it; says so where it cannot. */
  function look(tells) {
    const markdown = textarea.value;
    if (!editor) create("");
    const can = !isHtml && canShow(editor, markdown);
    if (!can) {
      if (tells && !isHtml) say(words("source-only"));
      showAsSource();
      return false;
    }
    create(markdown);
    isVisual = true;
    shown = markdownOf(editor);
    arrange();
    return true;
  }

  function showAsSource() {
    write();
    isVisual = false;
    toolbar.closePanel();
    arrange();
  }

  function arrange() {
    seen.hidden = !isVisual;
    textarea.hidden = isVisual;
    // What explains Markdown is only in the way while nobody sees any.
    textarea.form.dataset.way = isVisual ? "visual" : "source";
    toolbar.refresh();
  }

  /** Puts Markdown where the cursor is in the text field, in a paragraph of its own. */
  function putSource(markdown) {
    const { selectionStart: start, selectionEnd: end, value } = textarea;
    const before = value.slice(0, start).trimEnd();
    const after = value.slice(end).trimStart();
    const beginning = before ? `${before}\n\n${markdown}` : markdown;
    textarea.value = after ? `${beginning}\n\n${after}` : `${beginning}\n`;
    textarea.setSelectionRange(beginning.length, beginning.length);
    textarea.focus();
    changed();
  }

  /** Puts a block after the one with the cursor, or in place of an empty line, and goes on writing beneath it. */
  function putBlock(content, markdown) {
    if (!isVisual) {
      putSource(markdown);
      return;
    }
    const { doc, selection: { $to, to } } = editor.state;
    const isEmptyLine = $to.depth === 1 && $to.parent.content.size === 0;
    const start = isEmptyLine ? $to.before(1) : $to.depth > 0 ? $to.after(1) : to;
    const end = isEmptyLine ? $to.after(1) : start;
    const next = doc.nodeAt(end);
    const isLineNext = next?.type.name === "paragraph" && next.content.size === 0;
    const { nodeSize } = editor.schema.nodeFromJSON(content);
    // At once: the next key that is pressed belongs there.
    editor.view.focus();
    editor.chain()
      // Taken back by itself, not with the words before it.
      .command(({ tr }) => { libraries.closeHistory(tr); return true; })
      .insertContentAt({ from: start, to: end }, isLineNext ? content : [content, { type: "paragraph" }])
      .setTextSelection(start + nodeSize + 1)
      .scrollIntoView()
      .run();
  }

  async function putPictures() {
    const pictures = await choosePictures({ words, library, isSeveral: true });
    if (!pictures?.length) return;
    const nodes = pictures.map((attrs) => ({ type: "picture", attrs }));
    const content = nodes.length === 1 ? nodes[0] : { type: "gallery", content: nodes };
    const markdown = pictures.map(({ src, alt, caption }) => {
      const words = alt.replaceAll(/[\\[\]]/g, "\\$&");
      return `![${words}](${src}${caption ? ` "${caption.replaceAll(/[\\"]/g, "\\$&")}"` : ""})`;
    });
    putBlock(content, markdown.join("\n"));
  }

  async function putFile() {
    const file = await chooseFile({ words, library });
    if (!file) return;
    const content = { type: "paragraph", content: [{ type: "text", text: file.name, marks: [{ type: "link", attrs: { href: file.src } }] }] };
    putBlock(content, file.markdown);
  }

  function askForEmbed() {
    toolbar.askForAddress({
      name: "embed",
      label: words("embed-address"),
      hint: words("embed-hint"),
      putLabel: words("embed-put"),
      put: (typed) => {
        const href = typed.trim();
        if (!/^https?:\/\/[^\s<>"[\]`\\]+\.[^\s<>"[\]`\\]+$/i.test(href)) return words("embed-wrong");
        putBlock({ type: "embed", attrs: { href } }, href);
        return null;
      },
    });
  }

  /** While a picture is chosen, what can be done with it stands beneath the tools. */
  function showPictureTools() {
    const isChosen = isVisual && editor.isActive("picture") && editor.state.selection.node?.type.name === "picture";
    const isShown = toolbar.panel.dataset.name === "picture";
    if (isChosen && toolbar.panel.hidden) {
      toolbar.panel.replaceChildren(make("div", { className: "actions" },
        toolbar.button(words("change-picture"), () => act("change-picture")),
        toolbar.button(words("remove"), () => editor.chain().focus().deleteSelection().run(), "is-quiet")));
      toolbar.panel.dataset.name = "picture";
      toolbar.panel.hidden = false;
    } else if (!isChosen && isShown) {
      toolbar.closePanel();
    }
  }

  async function changePicture() {
    const { selection } = editor.state;
    const [described] = (await describePictures({ words, pictures: [{ ...selection.node.attrs }], isChange: true })) ?? [];
    if (described) editor.chain().setNodeSelection(selection.from).updateAttributes("picture", described).run();
    editor.commands.focus();
  }

  function act(name) {
    if (name === "link") toolbar.askForLink();
    else if (name === "embed") askForEmbed();
    else if (name === "picture") putPictures();
    else if (name === "file") putFile();
    else if (name === "more") putBlock({ type: "more" }, "<!--more-->");
    else if (name === "change-picture") changePicture();
    else if (name === "source" && isVisual) { showAsSource(); textarea.focus(); }
    else if (name === "source" && look(true)) editor.commands.focus();
  }

  textarea.addEventListener("input", changed);
  look(true);
  return {
    write,
    read: (markdown) => {
      textarea.value = markdown;
      isVisual = false;
      look(true);
    },
  };
}
