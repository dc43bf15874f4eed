// Writing in the browser: every tool of the editor, a text that survives a lost connection and a crash, two at one text.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { violationsInEachScheme } from "./axe.mjs";
import { launch, VIEWPORTS } from "./chromium.mjs";
import { PDF, png } from "./files.mjs";
import { nothingWrong } from "./nothing_wrong.mjs";
import { ownServer } from "./own_server.mjs";
import { makePerson, personPage, press, signIn, soundPage } from "./persons.mjs";

const NETWORK = "cosecha.umbrella.localhost";
const BOSTON = "boston.cosecha.umbrella.localhost";
const SIZES = [
  ["a phone", { viewport: VIEWPORTS.phone }],
  ["a desktop", { viewport: VIEWPORTS.desktop }],
];
const PATIENCE = { timeout: 20_000 };

let browser;
let server;
before(async () => {
  browser = await launch();
  server = await ownServer({
    places: [
      { host: NETWORK, name: "Cosecha" },
      { host: BOSTON, name: "Boston", under: NETWORK },
    ],
  });
  await makePerson(browser, server, { email: "maite@example.org", name: "Maite", role: "editor", host: BOSTON });
  await makePerson(browser, server, { email: "theo@example.org", name: "Theo", role: "editor", host: BOSTON });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const text = (page) => page.locator("#editor-text");
const status = (page) => page.locator("[data-editor-status]");
const tool = (page, name) => page.getByRole("toolbar").getByRole("button", { name, exact: true });
const banner = (page, name) => page.locator(`.editor-banners [data-name="${name}"]`);
const source = (page) => page.locator('[name="source"]').inputValue();
const submit = (page, step) => press(page, page.locator(`button[name="do"][value="${step}"]`).first());

const signedIn = new Map();
/** Somebody who signed in at Boston: once, for signing in is not to be done too often. */
async function somebody(email, options = {}) {
  const page = await personPage(browser, server, options);
  if (signedIn.has(email)) {
    await page.context().addCookies(signedIn.get(email));
  } else {
    await signIn(page, server.at(BOSTON), email);
    signedIn.set(email, await page.context().cookies());
  }
  return page;
}

/** Waits until the editor stands over the text. */
const ready = (page) => page.locator('form[data-editor="ready"]').waitFor({ state: "attached", ...PATIENCE });

/** Begins a post and waits for its editor. */
async function newPost(page, title) {
  await page.visit(`${server.at(BOSTON)}/manage/posts/new`);
  await press(page, page.locator('main form[action="/manage/posts/new"] button'));
  if (title === undefined) return;
  await ready(page);
  await page.locator('[name="title"]').fill(title);
}

/** Waits for what the editor says about keeping. */
const says = (page, sentence) => status(page).filter({ hasText: sentence }).waitFor(PATIENCE);

for (const [way, options] of SIZES) {
  test(`a post is written with every tool on ${way}, and its page looks like it`, { timeout: 180_000 }, async () => {
    const page = await somebody("maite@example.org", options);
    const title = `We march from ${way}`;
    await newPost(page, title);
    await soundPage(page);
    await text(page).click();
    const { keyboard } = page;

    await keyboard.type("Forty of us met before sunrise. ");
    await tool(page, "Bold").click();
    assert.equal(await tool(page, "Bold").getAttribute("aria-pressed"), "true");
    await keyboard.type("Bring water");
    await tool(page, "Bold").click();
    await keyboard.type(", and ");
    await tool(page, "Italic").click();
    await keyboard.type("good shoes");
    await tool(page, "Italic").click();
    await keyboard.type(". 2 * 3 < 7 & [not a link]");
    await keyboard.press("Enter");
    await tool(page, "Line for “Read more”").click();
    await tool(page, "Heading").click();
    await keyboard.type("Where we meet");
    await keyboard.press("Enter");
    await tool(page, "Smaller heading").click();
    await keyboard.type("By the river");
    await keyboard.press("Enter");
    await tool(page, "List").click();
    for (const line of ["soup", "bread"]) {
      await keyboard.type(line);
      await keyboard.press("Enter");
    }
    await keyboard.press("Enter");
    await tool(page, "Numbered list").click();
    await keyboard.type("first the bridge");
    await keyboard.press("Enter");
    await keyboard.type("then the square");
    await keyboard.press("Enter");
    await keyboard.press("Enter");
    await tool(page, "Quote").click();
    await keyboard.type("Nobody is too small.");
    await keyboard.press("Enter");
    await keyboard.press("Enter");
    await keyboard.type("See ");
    await tool(page, "Link").click();
    await page.getByLabel("Address to lead to").fill("not an address");
    await keyboard.press("Enter");
    assert.match(await page.locator("#editor-address-error").innerText(), /https:\/\/example.org/);
    await page.getByLabel("Address to lead to").fill("example.org/friends");
    await keyboard.press("Enter");
    await keyboard.type("for more.");
    await keyboard.press("Enter");
    await tool(page, "Video or post from elsewhere").click();
    await page.getByLabel("Address of the video, post or map").fill("https://www.youtube.com/watch?v=abc_d--e");
    await keyboard.press("Enter");
    await keyboard.type("The end.");
    await keyboard.press("Enter");

    await tool(page, "Pictures").click();
    await page.locator('dialog input[type="file"]').first().setInputFiles([
      { name: "river.png", mimeType: "image/png", buffer: png(64, 48, [20, 120, 90]) },
      { name: "bridge <b>.png", mimeType: "image/png", buffer: png(48, 64, [180, 60, 40]) },
    ]);
    await page.locator('dialog [aria-pressed="true"]').nth(1).waitFor(PATIENCE);
    await page.getByRole("button", { name: /^Go on/ }).click();
    await page.getByRole("button", { name: "Put in" }).click();
    assert.equal(await page.locator("dialog .field-error:visible").count(), 2, "each picture wants words or none on purpose");
    await page.locator("dialog textarea").first().fill('The "river" [at dawn] & *us*');
    await page.locator('dialog input[type="checkbox"]').nth(1).check();
    await page.locator('dialog input[id^="editor-caption"]').first().fill('Before "sunrise"');
    await page.getByRole("button", { name: "Put in" }).click();
    await tool(page, "File").click();
    await page.locator('dialog input[type="file"]').first().setInputFiles({ name: "programme.pdf", mimeType: "application/pdf", buffer: PDF });
    await page.locator('dialog [aria-pressed="true"]').waitFor(PATIENCE);
    await page.getByRole("button", { name: /^Go on/ }).click();

    // What is typed after a pause is taken back by itself.
    await wait(700);
    await keyboard.type("never mind");
    await tool(page, "Undo").click();
    await tool(page, "Do it again").click();
    await tool(page, "Undo").click();
    await wait(400);
    await says(page, /Kept at \d\d:\d\d/);
    const markdown = await source(page);
    for (const part of [
      "**Bring water**, and *good shoes*. 2 \\* 3 &lt; 7 &amp; \\[not a link\\]",
      "\n<!--more-->\n", "## Where we meet\n\n### By the river\n", "- soup\n- bread\n", "1. first the bridge\n2. then the square\n",
      "> Nobody is too small.", "See [https://example.org/friends](https://example.org/friends) for more.", "\nhttps://www.youtube.com/watch?v=abc_d--e\n",
      '![The "river" \\[at dawn\\] \\& \\*us\\*](/media/', '"Before \\"sunrise\\"")\n![](/media/', "[programme.pdf](/media/",
    ]) {
      assert.ok(markdown.includes(part), `${part} is missing in:\n${markdown}`);
    }
    assert.ok(!markdown.includes("never mind"), markdown);

    await tool(page, "Edit as Markdown").click();
    assert.ok(await page.locator('[name="source"]').isVisible());
    await soundPage(page);
    await tool(page, "Edit as it looks").click();
    await text(page).waitFor();
    assert.equal(await source(page), markdown, "going there and back changes nothing");
    await soundPage(page);
    await submit(page, "publish");
    await ready(page);
    await soundPage(page);
    assert.equal(await source(page), markdown.replace(/\n$/, ""));
    assert.equal(await page.evaluate(() => localStorage.length), 0, "nothing is left on the device");

    await press(page, page.locator(".writing-ways a").first());
    await soundPage(page);
    const shown = await page.locator(".prose").innerHTML();
    for (const part of [
      "<strong>Bring water</strong>, and <em>good shoes</em>. 2 * 3 &lt; 7 &amp; [not a link]", '<span id="more"></span>',
      ">Where we meet</h2>", ">By the river</h3>", "<li>soup</li>", "<ol>", "<blockquote>", 'href="https://example.org/friends"',
      'class="embed-card"', "YouTube · youtube.com/watch?v=abc_d--e", 'class="gallery"', 'alt="The “river” [at dawn] &amp; *us*"',
      'Before "sunrise"</figcaption>', 'class="file"',
    ]) {
      assert.ok(shown.replaceAll("&quot;", '"').includes(part), `${part} is missing in:\n${shown}`);
    }
    assert.equal(await page.locator(".prose .gallery img").count(), 2);
    await page.visit(`${server.at(BOSTON)}/blog`);
    const list = await page.locator("main").innerText();
    assert.match(list, /Forty of us met before sunrise/);
    assert.doesNotMatch(list, /Nobody is too small/, "lists end at the line for more");
    await soundPage(page);
    await page.context().close();
  });
}

for (const [way, options] of SIZES) {
  test(`what is written survives a lost connection and a crash on ${way}`, { timeout: 120_000 }, async () => {
    const page = await somebody("maite@example.org", options);
    const { keyboard } = page;
    await newPost(page, `A text in danger on ${way}`);
    await text(page).click();
    await keyboard.type("Kept at the site.");
    await says(page, /Kept at/);

    await page.context().setOffline(true);
    await keyboard.type(" Written in a tunnel.");
    await says(page, /No connection\. Kept on this device at/);
    await page.context().setOffline(false);
    await says(page, /Kept at/);

    await page.context().setOffline(true);
    await keyboard.type(" The last words.");
    await says(page, /No connection/);
    const address = page.url();
    // A crash, not a closed tab: a tab that closes or is covered by another tries to send what it has once more.
    const crashed = page.waitForEvent("crash");
    const tools = await page.context().newCDPSession(page);
    tools.send("Page.crash").catch(() => { /* Nobody is left to answer. */ });
    await crashed;
    await page.close();
    const other = await page.context().newPage();
    await other.context().setOffline(false);
    await other.goto(address);
    await ready(other);
    assert.match(await text(other).innerText(), /^Kept at the site\. Written in a tunnel\.$/);
    await banner(other, "found").getByRole("button", { name: "Take it back" }).click();
    assert.match(await text(other).innerText(), /The last words\.$/);
    await status(other).filter({ hasText: /Kept at/ }).waitFor(PATIENCE);
    assert.equal(await banner(other, "found").count(), 0);
    assert.equal(await other.evaluate(() => localStorage.length), 0);

    // What is thrown away does not come back.
    await other.context().setOffline(true);
    await text(other).click();
    await other.keyboard.type("Nonsense. ");
    await status(other).filter({ hasText: /No connection/ }).waitFor(PATIENCE);
    await other.route("**/keep", (route) => route.abort());
    await other.context().setOffline(false);
    await other.reload();
    await ready(other);
    await banner(other, "found").getByRole("button", { name: "Throw it away" }).click();
    await other.reload();
    await ready(other);
    assert.equal(await banner(other, "found").count(), 0);
    assert.doesNotMatch(await text(other).innerText(), /Nonsense/);
    await other.context().close();
  });
}

test("two people at one text hear of each other, and nothing is overwritten in silence", { timeout: 120_000 }, async () => {
  const maite = await somebody("maite@example.org");
  await newPost(maite, "A text of both");
  await text(maite).click();
  await maite.keyboard.type("As it began.");
  await submit(maite, "save");
  await ready(maite);
  const address = maite.url().split("?")[0];

  const theo = await somebody("theo@example.org", { viewport: VIEWPORTS.desktop });
  await theo.visit(address);
  await ready(theo);
  await text(theo).click();
  await theo.keyboard.type("Theo was here. ");
  await says(theo, /Kept at/);
  await text(maite).click();
  await maite.keyboard.type("Maite was here. ");
  await banner(maite, "others").filter({ hasText: "Theo" }).waitFor(PATIENCE);

  await submit(theo, "save");
  await ready(theo);
  await text(maite).click();
  await maite.keyboard.type("Twice. ");
  await banner(maite, "changed").filter({ hasText: "Theo has saved this text" }).waitFor(PATIENCE);
  await soundPage(maite);

  await maite.expects(200);
  await submit(maite, "save");
  const both = await maite.locator("main").innerText();
  assert.match(both, /Theo saved this text/);
  assert.match(both, /Theo\s+was\s+here|Theo/, "the other text is shown");
  assert.match(await source(maite), /Maite was here\. Twice\./, "and one's own is still there");
  await submit(maite, "save");
  await ready(maite);
  assert.match(await source(maite), /Maite was here/);
  await press(maite, maite.locator('.writing-ways a[href$="/revisions"]'));
  assert.match(await maite.locator("main").innerText(), /Theo/);
  for (const page of [maite, theo]) await page.context().close();
});

test("who is signed out keeps what they write, and goes on after signing in in another tab", { timeout: 120_000 }, async () => {
  const page = await somebody("theo@example.org");
  await newPost(page, "Signed out in between");
  const cookies = await page.context().cookies();
  await page.context().clearCookies();
  await text(page).click();
  await page.keyboard.type("Still here.");
  await banner(page, "signed-out").waitFor(PATIENCE);
  assert.match(await status(page).innerText(), /Kept on this device/);
  assert.equal(await text(page).innerText(), "Still here.");
  await page.problems();
  await page.context().addCookies(cookies);
  await page.keyboard.type(" Again.");
  await says(page, /Kept at/);
  assert.equal(await banner(page, "signed-out").count(), 0);
  await page.context().close();
});

test("a post is scheduled on the site's clocks", { timeout: 120_000 }, async () => {
  const page = await somebody("maite@example.org");
  await newPost(page, "For next year");
  await text(page).click();
  await page.keyboard.type("We meet in spring.");
  await page.locator("summary").filter({ hasText: "Date" }).click();
  const year = new Date().getFullYear() + 1;
  await page.locator('[name="date"]').fill(`${year}-03-05`);
  await page.locator('[name="time"]').fill("18:30");
  await soundPage(page);
  await submit(page, "schedule");
  await ready(page);
  assert.match(await page.locator(".writing-where").innerText(), new RegExp(`Scheduled[\\s\\S]*5 March ${year}[\\s\\S]*18:30`));
  await soundPage(page);
  await page.visit(`${server.at(BOSTON)}/blog`);
  assert.doesNotMatch(await page.locator("main").innerText(), /For next year/);
  await page.context().close();
});

test("without JavaScript the text is written as Markdown", { timeout: 120_000 }, async () => {
  const page = await somebody("maite@example.org", { javaScriptEnabled: false });
  await newPost(page);
  assert.ok(await page.locator('[name="source"]').isVisible());
  await page.locator('[name="title"]').fill("By hand");
  await page.locator('[name="source"]').fill("Some **bold** words.\n\n- one\n- two\n");
  await submit(page, "publish");
  await soundPage(page);
  assert.equal((await source(page)).trim(), "Some **bold** words.\n\n- one\n- two");
  await press(page, page.locator(".writing-ways a").first());
  assert.match(await page.locator(".prose").innerHTML(), /<strong>bold<\/strong>[\s\S]*<li>two<\/li>/);
  await soundPage(page);
  await page.context().close();
});

test("Markdown that the editor cannot show is opened as Markdown, and stays as it is", { timeout: 120_000 }, async () => {
  const page = await somebody("maite@example.org");
  const texts = ["A note[^1].\n\n[^1]: Here.", "|a|b|\n|-|-|\n|1|2|", "<details><summary>More</summary>x</details>", "- [ ] to do"];
  for (const markdown of texts) {
    await newPost(page, "Beyond");
    await tool(page, "Edit as Markdown").click();
    await page.locator('[name="source"]').fill(markdown);
    await submit(page, "save");
    await ready(page);
    assert.ok(await page.locator('[name="source"]').isVisible(), markdown);
    assert.match(await status(page).innerText(), /can only be edited as Markdown/);
    assert.equal((await source(page)).trim(), markdown);
    await tool(page, "Edit as it looks").click();
    assert.ok(await page.locator('[name="source"]').isVisible(), markdown);
  }
  await page.context().close();
});

test("the editor is worked by keys alone", { timeout: 120_000 }, async () => {
  const page = await somebody("maite@example.org", { viewport: VIEWPORTS.desktop });
  await newPost(page, "By keys");
  const { keyboard } = page;
  await page.locator('[name="title"]').focus();
  await keyboard.press("Tab");
  const focused = () => page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? document.activeElement.id);
  assert.equal(await focused(), "Heading", "the tools are one stop");
  await keyboard.press("ArrowRight");
  await keyboard.press("ArrowRight");
  assert.equal(await focused(), "Bold");
  await keyboard.press("End");
  assert.equal(await focused(), "Edit as Markdown");
  await keyboard.press("Home");
  await keyboard.press("ArrowLeft");
  assert.equal(await focused(), "Edit as Markdown", "it goes round");
  await keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "editor-text");
  await keyboard.press("Control+b");
  await keyboard.type("loud");
  await keyboard.press("Control+b");
  await keyboard.press("Shift+Tab");
  assert.equal(await focused(), "Edit as Markdown");
  for (let steps = 0; steps < 20 && (await focused()) !== "Link"; steps += 1) await keyboard.press("ArrowLeft");
  await keyboard.press("Enter");
  assert.equal(await focused(), "editor-address");
  await keyboard.press("Escape");
  assert.equal(await page.evaluate(() => document.activeElement.id), "editor-text");
  await says(page, /Kept at/);
  assert.equal((await source(page)).trim(), "**loud**");
  await soundPage(page);
  await page.context().close();
});

for (const [way, options] of SIZES) {
  test(`axe finds nothing in the editor and its windows on ${way}`, { timeout: 180_000 }, async () => {
    const wrong = [];
    const page = await somebody("maite@example.org", { ...options, bypassCSP: true });
    await newPost(page, "For axe");
    const check = async (state) => wrong.push(...(await violationsInEachScheme(page)).map((line) => `${state}: ${line}`));
    await check("empty");
    await text(page).click();
    await page.keyboard.type("Some words.");
    await page.keyboard.press("Enter");
    await tool(page, "Line for “Read more”").click();
    await tool(page, "Video or post from elsewhere").click();
    await page.getByLabel("Address of the video, post or map").fill("nowhere");
    await page.keyboard.press("Enter");
    await check("asking for an address");
    await page.keyboard.press("Escape");
    await tool(page, "Pictures").click();
    await page.locator('dialog input[type="file"]').first().setInputFiles({ name: "wall.png", mimeType: "image/png", buffer: png(64, 48, [90, 90, 200]) });
    await page.locator('dialog [aria-pressed="true"]').waitFor(PATIENCE);
    await check("the library");
    await page.getByRole("button", { name: /^Go on/ }).click();
    await page.getByRole("button", { name: "Put in" }).click();
    await check("asking for a description");
    await page.locator("dialog textarea").fill("A wall");
    await page.getByRole("button", { name: "Put in" }).click();
    await page.locator(".editor-picture").click();
    await check("a picture is chosen");
    await tool(page, "Edit as Markdown").click();
    await check("Markdown");
    nothingWrong(wrong);
    await page.context().close();
  });
}
