// Choosing from the library, sending something new to it, and saying what a picture shows.
import { field, icon, make } from "./editor-parts.js";

/** How long somebody types before the library is asked, in milliseconds. */
const PAUSE_MS = 300;
/** Sent at the same time: more would only make each later on a phone's connection. */
const AT_ONCE = 2;

let number = 0;

/** A window over the page; `fill(close)` gives what stands in it. Gives what `close` was given, null when it was left. */
function windowed(heading, words, fill) {
  return new Promise((resolve) => {
    let result = null;
    const before = document.activeElement;
    number += 1;
    const id = `editor-window-${number}`;
    const close = (given) => { result = given; dialog.close(); };
    const dialog = make("dialog", { className: "editor-window", aria: { labelledby: id } },
      make("div", { className: "editor-window-head" },
        make("h2", { id, textContent: heading }),
        make("button", { type: "button", className: "editor-tool", title: words("close"), aria: { label: words("close") }, onclick: () => close(null) }, icon("close"))),
      ...fill(close));
    dialog.addEventListener("close", () => {
      dialog.remove();
      before?.focus?.();
      resolve(result);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Sends one file; `progress(percent)` hears how far it is. Gives its item, or throws a sentence. */
function send(file, { library, words, progress }) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const failed = () => reject(words("upload-failed", { name: file.name }));
    request.open("POST", `${library.upload}?${new URLSearchParams({ name: file.name })}`);
    request.setRequestHeader("x-form-token", library.token());
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => progress(total ? Math.round((loaded / total) * 100) : 0);
    request.onload = () => {
      const { item, error } = request.response ?? {};
      if (item) resolve(item);
      else if (error) reject(error);
      else failed();
    };
    request.onerror = failed;
    request.onabort = failed;
    request.send(file);
  });
}

/** What the library holds, as a grid to choose from. */
function grid({ words, library, kind, isSeveral, onChoice }) {
  const chosen = new Map();
  const list = make("ul", { className: "editor-library" });
  const said = make("p", { className: "quiet", role: "status" });
  const more = make("button", { type: "button", className: "button", textContent: words("show-more"), hidden: true });
  const fits = (item) => (kind === "picture") === (item.kind === "picture") && item.state !== "refused";
  let asked = 0;
  let last = null;
  let query = "";

  function show(item, isFirst) {
    const picture = item.thumb && item.kind === "picture"
      ? make("img", { src: item.thumb, alt: "", loading: "lazy" })
      : icon("file");
    const button = make("button", {
      type: "button",
      className: "editor-item",
      aria: { pressed: String(chosen.has(item.id)), label: item.alt || item.name },
      onclick: () => toggle(item, button),
    }, make("span", { className: "editor-thumb" }, picture), make("span", { className: "editor-item-name", textContent: item.name }));
    if (item.state === "waiting") button.title = words("waiting");
    list[isFirst ? "prepend" : "append"](make("li", {}, button));
    return button;
  }

  function toggle(item, button) {
    const isChosen = !chosen.has(item.id);
    if (!isSeveral) {
      chosen.clear();
      for (const other of list.querySelectorAll("[aria-pressed=true]")) other.setAttribute("aria-pressed", "false");
    }
    if (isChosen) chosen.set(item.id, item);
    else chosen.delete(item.id);
    button.setAttribute("aria-pressed", String(isChosen));
    onChoice([...chosen.values()]);
  }

  /** Asks for the first items of a search, or for those after the last one. */
  async function load(isNext, tries = 5) {
    asked += 1;
    const mine = asked;
    const parts = { q: query, kind, after: isNext ? last : "" };
    let found;
    try {
      const answer = await fetch(`${library.choose}?${new URLSearchParams(parts)}`, { redirect: "error" });
      if (!answer.ok) throw new Error(answer.status);
      found = await answer.json();
    } catch {
      if (mine === asked) said.textContent = words("library-failed");
      return;
    }
    // An answer that comes too late is for words that stand there no more.
    if (mine !== asked) return;
    if (!isNext) list.replaceChildren();
    const items = found.items.filter(fits);
    for (const item of items) show(item, false);
    last = found.items.at(-1)?.id ?? last;
    more.hidden = !found.more;
    // Among many pictures the files may come later.
    if (items.length === 0 && found.more && tries > 0) {
      await load(true, tries - 1);
      return;
    }
    said.textContent = list.childElementCount > 0 ? "" : words(query ? "nothing-found" : "nothing");
  }
  more.addEventListener("click", () => load(true));

  return {
    parts: [list, said, more],
    search: (typed) => { query = typed.trim(); return load(false); },
    /** Something new stands first, and is chosen. */
    add: (item) => {
      said.textContent = "";
      if (fits(item)) toggle(item, show(item, true));
    },
  };
}

/** The window with the library. Gives the items that were chosen. */
function choose({ words, library, heading, kind, isSeveral }) {
  return windowed(heading, words, (close) => {
    let chosen = [];
    const goOn = make("button", { type: "button", className: "button is-primary", textContent: words("go-on"), disabled: true, onclick: () => close(chosen) });
    const shown = grid({
      words, library, kind, isSeveral,
      onChoice: (items) => {
        chosen = items;
        goOn.disabled = items.length === 0;
        goOn.textContent = items.length > 1 ? `${words("go-on")} (${items.length})` : words("go-on");
      },
    });
    const sending = make("ul", { className: "editor-sending", role: "status" });
    const upload = uploads({ words, library, sending, isSeveral, add: shown.add });

    number += 1;
    const [search, typed] = field({ id: `editor-search-${number}`, label: words("search-label"), type: "search", autocomplete: "off", maxLength: 100 });
    let timer;
    typed.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => shown.search(typed.value), PAUSE_MS);
    });

    const pick = (label, properties) => {
      const input = make("input", { type: "file", className: "editor-pick", ...properties, onchange: () => { upload([...input.files]); input.value = ""; } });
      if (properties.camera) input.setAttribute("capture", "environment");
      return make("label", { className: "button" }, label, input);
    };
    const buttons = kind === "picture"
      ? [pick(words("upload-pictures"), { accept: "image/*", multiple: isSeveral })]
      : [pick(words("upload-files"), { multiple: isSeveral })];
    // Only what is held in a hand takes photos by a button.
    if (kind === "picture" && matchMedia("(pointer: coarse)").matches) {
      buttons.push(pick(words("camera"), { accept: "image/*", camera: true }));
    }
    shown.search("");
    return [
      make("div", { className: "editor-window-body" },
        make("div", { className: "actions" }, ...buttons), sending, search,
        isSeveral && kind === "picture" ? make("p", { className: "quiet", textContent: words("several") }) : null,
        ...shown.parts),
      make("div", { className: "editor-window-foot" }, goOn,
        make("button", { type: "button", className: "button is-quiet", textContent: words("cancel"), onclick: () => close(null) })),
    ].filter(Boolean);
  });
}

/** A function that sends files, a few at a time, each with a line that says how far it is. */
function uploads({ words, library, sending, add }) {
  const waiting = [];
  let running = 0;
  async function next() {
    if (running >= AT_ONCE || waiting.length === 0) return;
    running += 1;
    const { file, line, bar, text } = waiting.shift();
    try {
      const item = await send(file, {
        library, words,
        progress: (percent) => {
          bar.value = percent;
          text.textContent = words("uploading", { name: file.name, percent });
        },
      });
      line.remove();
      add(item);
    } catch (sentence) {
      bar.remove();
      line.className = "field-error";
      text.textContent = String(sentence);
    }
    running -= 1;
    next();
  }
  return (files) => {
    for (const old of sending.querySelectorAll(".field-error")) old.remove();
    for (const file of files) {
      const text = make("span", { textContent: words("uploading", { name: file.name, percent: 0 }) });
      const bar = make("progress", { max: 100, value: 0, aria: { label: file.name } });
      const line = make("li", {}, text, bar);
      sending.append(line);
      waiting.push({ file, line, bar, text });
      next();
    }
  };
}

/** Asks what each picture shows. Gives [{src, alt, caption}]. */
export function describePictures({ words, pictures, isChange = false }) {
  return windowed(words("describe-heading"), words, (close) => {
    const parts = pictures.map(({ src, alt, caption = "", isDecoration = isChange && !alt }) => {
      number += 1;
      const [altField, altInput] = field({
        id: `editor-alt-${number}`, label: words("alt"), hint: words("alt-hint"), tag: "textarea", rows: 2, value: alt, maxLength: 500,
      });
      const wrong = make("p", { className: "field-error", id: `editor-alt-${number}-error`, hidden: true, textContent: words("alt-wanted") });
      altField.insertBefore(wrong, altInput);
      const decoration = make("input", { type: "checkbox", checked: isDecoration, onchange: () => { altInput.disabled = decoration.checked; } });
      altInput.disabled = isDecoration;
      const [captionField, captionInput] = field({
        id: `editor-caption-${number}`, label: words("caption"), hint: words("caption-hint"), value: caption, maxLength: 300, autocomplete: "off",
      });
      return {
        element: make("div", { className: "editor-described" },
          make("img", { src, alt: "" }),
          make("div", { className: "editor-fields" }, altField,
            make("label", { className: "choice" }, decoration, make("span", { textContent: words("decoration") })), captionField)),
        read: () => ({ src, alt: decoration.checked ? "" : altInput.value.trim(), caption: captionInput.value.trim() }),
        check: () => {
          const isMissing = !decoration.checked && altInput.value.trim() === "";
          wrong.hidden = !isMissing;
          altInput.toggleAttribute("aria-invalid", isMissing);
          altInput.setAttribute("aria-describedby", isMissing ? wrong.id : `${altInput.id}-hint`);
          return isMissing ? altInput : null;
        },
      };
    });
    const put = () => {
      const missing = parts.map(({ check }) => check()).find(Boolean);
      if (missing) missing.focus();
      else close(parts.map(({ read }) => read()));
    };
    return [
      make("div", { className: "editor-window-body" }, ...parts.map(({ element }) => element)),
      make("div", { className: "editor-window-foot" },
        make("button", { type: "button", className: "button is-primary", textContent: words("put"), onclick: put }),
        make("button", { type: "button", className: "button is-quiet", textContent: words("cancel"), onclick: () => close(null) })),
    ];
  });
}

/** Pictures of the library with what they show: [{src, alt, caption}], null when somebody thought better of it. */
export async function choosePictures({ words, library, isSeveral }) {
  const items = await choose({ words, library, heading: words("pictures-heading"), kind: "picture", isSeveral });
  if (!items) return null;
  return describePictures({ words, pictures: items.map(({ src, alt, is_decoration: isDecoration }) => ({ src, alt: alt ?? "", isDecoration })) });
}

/** One file of the library that is no picture. */
export async function chooseFile({ words, library }) {
  const items = await choose({ words, library, heading: words("files-heading"), kind: "file", isSeveral: false });
  return items?.[0] ?? null;
}

/** Lets the post's own picture be chosen by sight, in place of a list of names. */
export function ownPicture({ select, words, library }) {
  const shown = make("div", { className: "editor-own" });
  const label = document.querySelector(`label[for="${select.id}"]`);
  if (label) label.hidden = true;
  select.hidden = true;
  select.after(shown);
  let thumb = select.selectedOptions[0]?.dataset.thumb ?? "";
  const focusFirst = () => shown.querySelector("button").focus();

  async function pick() {
    const items = await choose({ words, library, heading: words("picture-heading"), kind: "picture", isSeveral: false });
    if (!items?.length) return;
    const [{ id, name, alt, thumb: small }] = items;
    const known = [...select.options].find(({ value }) => value === String(id));
    const option = known ?? make("option", { value: id, textContent: alt || name });
    if (!known) select.append(option);
    thumb = small;
    select.value = option.value;
    select.dispatchEvent(new Event("input", { bubbles: true }));
    draw();
    focusFirst();
  }

  function draw() {
    const button = (text, onclick, className = "") => make("button", { type: "button", className: `button ${className}`.trim(), textContent: text, onclick });
    const option = select.value ? select.selectedOptions[0] : null;
    const parts = [make("p", { className: "editor-own-label", textContent: words("own-picture") })];
    if (option && thumb) parts.push(make("img", { src: thumb, alt: option.textContent }));
    else if (option) parts.push(make("p", { textContent: option.textContent }));
    const actions = [button(words(option ? "own-change" : "own-choose"), pick)];
    if (option) actions.push(button(words("remove"), () => { select.value = ""; select.dispatchEvent(new Event("input", { bubbles: true })); draw(); focusFirst(); }, "is-quiet"));
    shown.replaceChildren(...parts, make("div", { className: "actions" }, ...actions));
  }
  draw();
}
