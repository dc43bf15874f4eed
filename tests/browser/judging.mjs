// Judges pages by what they do in Chromium: whether a script in them runs, and whether anything is left that could.
// They are laid into frames of a blank page, without any server and without its content policy.

const BLANK = "about:blank";
/** Frames at a time. */
const AT_ONCE = 48;
/** How long what a page began may take to show, in milliseconds. */
const PATIENCE_MS = 60;

/** Opens a judge: `judge([{name, html}])` gives one line for each thing that is wrong, and counts the pages. */
export async function judgeOf(browser) {
  const context = await browser.newContext({ bypassCSP: true, locale: "en-US" });
  const page = await context.newPage();
  let wrong = [];
  let current = "";
  let pages = 0;

  // Nothing can be loaded here: pictures that do not come are what many a script waits for.
  await context.setOffline(true);
  page.on("request", (request) => {
    if (/^https?:/.test(request.url())) wrong.push(`${current}: asks ${request.url().slice(0, 120)}`);
  });
  page.on("crash", () => wrong.push(`${current}: crashes the page`));
  page.on("dialog", (dialog) => {
    wrong.push(`${current}: opens a dialog`);
    dialog.dismiss().catch(() => undefined);
  });
  context.on("page", (other) => {
    if (other !== page) wrong.push(`${current}: opens a window`);
  });
  page.on("framenavigated", (frame) => {
    if (frame === page.mainFrame() && frame.url() !== BLANK) wrong.push(`${current}: leads the page to ${frame.url().slice(0, 120)}`);
  });
  await page.goto(BLANK);

  async function judgeSome(some) {
    current = `${some[0].name} … ${some.at(-1).name}`;
    const found = await page.evaluate(look, { htmls: some.map(({ html }) => html), patience: PATIENCE_MS });
    for (const [index, what] of found) wrong.push(`${some[index].name}: ${what}`);
    if (page.url() !== BLANK) await page.goto(BLANK);
  }

  return {
    count: () => pages,
    judge: async (given) => {
      for (let start = 0; start < given.length; start += AT_ONCE) await judgeSome(given.slice(start, start + AT_ONCE));
      pages += given.length;
      const found = wrong;
      wrong = [];
      return found;
    },
    close: () => context.close(),
  };
}

/** Runs in the page: lays each text into a frame, waits, and lists what ran and what still could. */
async function look({ htmls, patience }) {
  const found = [];
  globalThis.ran = (index, name) => found.push([index, `runs ${name}`]);
  // Written into frames that stay: making a new one costs ten times as much.
  const kept = (globalThis.judgesFrames ??= []);
  const frames = htmls.map((html, index) => {
    kept[index] ??= document.body.appendChild(document.createElement("iframe"));
    const inside = kept[index].contentDocument;
    // The first script of each is ours: it hears of whatever else runs.
    const listens = `for (const name of ["alert", "confirm", "prompt", "print", "open"]) window[name] = () => { parent.ran(${index}, name); }`;
    const { open, write, close } = Document.prototype;
    open.call(inside);
    write.call(inside, `<script id="judge">${listens}</script>${html}`);
    close.call(inside);
    return kept[index];
  });
  await new Promise((resolve) => setTimeout(resolve, patience));
  const forbidden = "iframe, frame, object, embed, applet, base, meta[http-equiv='refresh' i], style, portal, math, foreignObject, animate, set, link[rel='import' i]";
  const bad = /^(javascript|vbscript|data:text|data:image\/svg|livescript|mocha)/i;
  frames.forEach((frame, index) => {
    const inside = frame.contentDocument;
    // What a page calls its pictures and forms may stand in the way of the document's own words.
    const all = (selector) => Document.prototype.querySelectorAll.call(inside, selector);
    if (!inside || frame.contentWindow.location.href !== "about:blank" || all("#judge").length === 0) {
      found.push([index, "leads elsewhere"]);
      frame.remove();
      delete kept[index];
      return;
    }
    for (const element of all(forbidden)) found.push([index, `has ${element.outerHTML.slice(0, 120)}`]);
    for (const script of all("script")) {
      const isOurs = script.id === "judge" || script.type === "application/ld+json" || /^\/static\/[0-9a-f]+\/[\w.-]+\.js$/.test(script.getAttribute("src") ?? "");
      if (!isOurs) found.push([index, `has ${script.outerHTML.slice(0, 120)}`]);
    }
    for (const element of all("*")) {
      // A form's own words for these may be taken by its fields.
      for (const name of Element.prototype.getAttributeNames.call(element)) {
        const value = Element.prototype.getAttribute.call(element, name);
        // As browsers read an address: without blanks and control signs before it, and without tabs and line ends.
        const address = value.replace(/^[\0- ]+/, "").replace(/[\t\n\r]/g, "");
        const isAddress = /^(href|src|action|formaction|poster|data|background|xlink:href|srcdoc|ping|to|from|values)$/i.test(name);
        const isForeign = /^(src|poster|background|srcset)$/i.test(name) && /^([a-z][a-z\d+.-]*:|[/\\]{2})/i.test(address);
        if (/^on/i.test(name) || isForeign || (isAddress && bad.test(address)) || name === "style" || name === "srcdoc") {
          found.push([index, `has <${element.localName} ${name}="${value.slice(0, 100)}">`]);
        }
      }
    }
  });
  return found;
}
