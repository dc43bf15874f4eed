// The tools above a text: one row that scrolls on a phone, with a line beneath for what a tool asks.
import { field, icon, linkable, make } from "./editor-parts.js";

/** Tools in their order; null is a gap. Those with `both` work on Markdown, too. */
const TOOLS = [
  { name: "heading", node: ["heading", { level: 2 }], press: (chain) => chain.toggleHeading({ level: 2 }) },
  { name: "subheading", node: ["heading", { level: 3 }], press: (chain) => chain.toggleHeading({ level: 3 }) },
  { name: "bold", node: ["bold"], press: (chain) => chain.toggleBold() },
  { name: "italic", node: ["italic"], press: (chain) => chain.toggleItalic() },
  { name: "link", node: ["link"], opens: true },
  null,
  { name: "bullets", node: ["bulletList"], press: (chain) => chain.toggleBulletList() },
  { name: "numbers", node: ["orderedList"], press: (chain) => chain.toggleOrderedList() },
  { name: "quote", node: ["blockquote"], press: (chain) => chain.toggleBlockquote() },
  null,
  { name: "picture", both: true, opens: true },
  { name: "file", both: true, opens: true },
  { name: "embed", both: true, opens: true },
  { name: "more", both: true },
  null,
  { name: "undo", press: (chain) => chain.undo(), when: (editor) => editor.can().undo() },
  { name: "redo", press: (chain) => chain.redo(), when: (editor) => editor.can().redo() },
  null,
  { name: "source", both: true },
];

/**
 * The row of tools. `act(name)` does what is more than a change of the selection; `surface()` gives the visual editor
 * while it is there.
 */
export function toolbarOf({ words, surface, act, controls }) {
  const panel = make("div", { className: "editor-panel", hidden: true });
  const buttons = new Map();
  const row = make("div", {
    className: "editor-tools",
    role: "toolbar",
    aria: { label: words("toolbar"), controls },
    onkeydown: (event) => move(event),
  });
  for (const tool of TOOLS) {
    if (!tool) {
      row.append(make("span", { className: "editor-gap", aria: { hidden: "true" } }));
      continue;
    }
    const button = make("button", {
      type: "button",
      className: "editor-tool",
      title: words(tool.name),
      tabIndex: -1,
      aria: { label: words(tool.name) },
      // The selection stays where it is.
      onmousedown: (event) => event.preventDefault(),
      onclick: () => {
        if (tool.press && surface()) tool.press(surface().chain().focus()).run();
        else act(tool.name);
      },
      onfocus: () => hold(button),
    }, icon(tool.name));
    if (tool.node) button.setAttribute("aria-pressed", "false");
    buttons.set(tool.name, button);
    row.append(button);
  }
  const inOrder = [...buttons.values()];
  inOrder[0].tabIndex = 0;

  function hold(button) {
    for (const other of inOrder) other.tabIndex = other === button ? 0 : -1;
  }

  /** Arrows go from tool to tool, as in every row of tools. */
  function move(event) {
    const usable = inOrder.filter((button) => !button.disabled && !button.hidden);
    const forwards = getComputedStyle(row).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const backwards = forwards === "ArrowRight" ? "ArrowLeft" : "ArrowRight";
    const here = usable.indexOf(document.activeElement);
    const next = { [forwards]: here + 1, [backwards]: here - 1, Home: 0, End: usable.length - 1 }[event.key];
    if (next === undefined || here === -1) return;
    event.preventDefault();
    usable.at(next % usable.length).focus();
  }

  /** Shows what holds at the cursor. */
  function refresh() {
    const editor = surface();
    for (const tool of TOOLS.filter(Boolean)) {
      const button = buttons.get(tool.name);
      const isUsable = editor ? (tool.when?.(editor) ?? true) : Boolean(tool.both);
      button.hidden = !editor && !tool.both;
      button.setAttribute("aria-disabled", String(!isUsable));
      if (tool.node) button.setAttribute("aria-pressed", String(Boolean(editor?.isActive(...tool.node))));
    }
    const source = buttons.get("source");
    const name = editor ? "source" : "visual";
    if (source.dataset.name !== name) {
      source.dataset.name = name;
      source.replaceChildren(icon(name));
      source.title = words(name);
      source.setAttribute("aria-label", words(name));
      // In another row of tools the first one is where Tab leads.
      if (!row.contains(document.activeElement)) hold(inOrder.find((button) => !button.hidden));
    }
    const reachable = inOrder.filter((button) => !button.hidden);
    if (!reachable.some((button) => button.tabIndex === 0)) hold(reachable[0]);
  }

  function closePanel() {
    panel.hidden = true;
    panel.replaceChildren();
    delete panel.dataset.name;
  }

  /** Something small is asked beneath the tools; Escape goes back to the text. */
  function ask(name, ...children) {
    panel.replaceChildren(...children);
    panel.dataset.name = name;
    panel.hidden = false;
    panel.querySelector("input, button")?.focus();
  }
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    closePanel();
    surface()?.view.focus();
  });

  const button = (text, onclick, className = "") =>
    make("button", { type: "button", className: `button ${className}`.trim(), textContent: text, onclick });

  /** Asks for an address; `put(address)` takes it, or gives back a sentence about what is wrong. */
  function askForAddress({ name, label, hint, value = "", putLabel, put, remove }) {
    const [whole, input] = field({
      id: "editor-address", label, hint, value, type: "text", inputMode: "url", autocomplete: "off", spellcheck: false, maxLength: 2000,
    });
    const wrong = make("p", { className: "field-error", id: "editor-address-error", hidden: true });
    whole.insertBefore(wrong, input);
    const send = () => {
      const sentence = put(input.value);
      if (!sentence) {
        closePanel();
        return;
      }
      wrong.textContent = sentence;
      wrong.hidden = false;
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", "editor-address-error");
      input.focus();
    };
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      // The form around the text is not what is sent here.
      event.preventDefault();
      send();
    });
    const actions = [button(putLabel, send, "is-primary")];
    if (remove) actions.push(button(words("link-remove"), () => { remove(); closePanel(); }));
    actions.push(button(words("cancel"), () => { closePanel(); surface()?.view.focus(); }, "is-quiet"));
    ask(name, whole, make("div", { className: "actions" }, ...actions));
  }

  /** The address of a link at the cursor. */
  function askForLink() {
    const editor = surface();
    const value = editor.getAttributes("link").href ?? "";
    askForAddress({
      name: "link",
      label: words("link-address"),
      value,
      putLabel: words("link-put"),
      put: (typed) => {
        const href = linkable(typed);
        if (!href) return words("link-wrong");
        // At once: the next key that is pressed belongs there.
        editor.view.focus();
        const chain = editor.chain().extendMarkRange("link");
        // Without a selection the address itself is what is read.
        if (editor.state.selection.empty && !value) {
          chain.insertContent([{ type: "text", text: href.replace(/^mailto:/, ""), marks: [{ type: "link", attrs: { href } }] }, { type: "text", text: " " }]).run();
        } else {
          chain.setLink({ href }).run();
        }
        return null;
      },
      remove: value ? () => editor.chain().focus().extendMarkRange("link").unsetLink().run() : null,
    });
  }

  const element = make("div", { className: "editor-head" }, row, panel);
  refresh();
  return { element, panel, refresh, ask, askForAddress, askForLink, closePanel, button };
}
