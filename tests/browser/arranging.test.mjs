// Putting a menu and the tree of pages into order: by pointer, by touch, by keyboard, and with buttons alone.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { violationsInEachScheme } from "./axe.mjs";
import { launch, VIEWPORTS } from "./chromium.mjs";
import { nothingWrong } from "./nothing_wrong.mjs";
import { ownServer } from "./own_server.mjs";
import { makePerson, personPage, press, signIn, soundPage } from "./persons.mjs";

const NETWORK = "kitchens.umbrella.localhost";
const SITE = "boston.kitchens.umbrella.localhost";
const EDITOR = { email: "maite@example.org", name: "Maite", role: "editor", host: SITE };

let browser;
let server;
let place;
before(
  async () => {
    browser = await launch();
    server = await ownServer({
      places: [
        { host: NETWORK, name: "Kitchens" },
        { host: SITE, name: "Boston kitchen", under: NETWORK },
      ],
    });
    place = server.at(SITE);
    const file = path.join(tmpdir(), `umbel-arranging-${process.pid}.md`);
    writeFileSync(file, '+++\ntitle = "Rent strike"\ntopics = ["Housing"]\ntags = ["Winter"]\n+++\nWe stay.\n');
    await server.command("post", "create", file, "--site", SITE, "--publish");
    await makePerson(browser, server, EDITOR);
  },
  { timeout: 180_000 },
);
after(async () => {
  await browser?.close();
  await server?.stop();
});

const texts = (page) => page.locator("[data-arrange-text]").allTextContents();
const levels = (page) => page.locator("[data-line]").evaluateAll((lines) => lines.map(({ dataset }) => Number(dataset.level)));
const row = (page, text) => page.locator("[data-line]").filter({ has: page.locator(`[data-arrange-text]:text-is("${text}")`) });

/** The state as it is kept, not as it is shown. */
async function kept(page) {
  await page.waitForFunction(() => /saved|undone/.test(document.querySelector("[data-arrange-said]").textContent));
  const fresh = await page.context().newPage();
  await fresh.goto(page.url());
  const found = [await texts(fresh), await levels(fresh)];
  await fresh.close();
  return found;
}

/** A menu of three lines, as it arranges itself. */
async function freshMenu(options) {
  const page = await personPage(browser, server, { bypassCSP: true, ...options });
  await signIn(page, place, EDITOR.email);
  await page.visit(`${place}/manage/menus`);
  const own = page.locator('button[value="automatic"]');
  if (await own.count()) await press(page, own);
  await press(page, page.locator('button[value="begin"]'));
  return page;
}

for (const [name, viewport] of Object.entries({ phone: VIEWPORTS.phone, desktop: VIEWPORTS.desktop })) {
  test(`a menu is arranged by keyboard on a ${name}, and everything is said`, { timeout: 120_000 }, async () => {
    const page = await freshMenu({ viewport });
    const [first, second, third] = await texts(page);
    nothingWrong(await violationsInEachScheme(page), "the menu");
    await row(page, first).locator(".arranged-grip").focus();
    // Not picked up: arrows go from line to line.
    await page.keyboard.press("ArrowDown");
    assert.equal(await page.evaluate(() => document.activeElement.closest("[data-line]").querySelector("strong").textContent), second);
    await page.keyboard.press("Enter");
    const said = page.locator("[data-arrange-said]");
    assert.match(await said.textContent(), new RegExp(`${second}.*Picked up`));
    await page.keyboard.press("ArrowRight");
    assert.match(await said.textContent(), new RegExp(`beneath ${first}`));
    await page.keyboard.press("Escape");
    assert.match(await said.textContent(), /back where it was/);
    assert.deepEqual(await levels(page), (await levels(page)).map(() => 0));
    await page.keyboard.press(" ");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    assert.deepEqual((await kept(page))[0].slice(0, 3), [second, first, third]);
    assert.deepEqual(await page.evaluate(() => document.activeElement.className), "arranged-grip");
    await soundPage(page);
    await page.context().close();
  });

  test(`a menu is arranged by dragging on a ${name}, and the change undone`, { timeout: 120_000 }, async () => {
    const page = await freshMenu({ viewport });
    const [first, second, third] = await texts(page);
    const middle = async (text, selector = ".arranged-grip") => {
      const box = await row(page, text).locator(selector).boundingBox();
      return [box.x + box.width / 2, box.y + box.height / 2];
    };
    await row(page, third).scrollIntoViewIfNeeded();
    const from = await middle(third);
    const to = await middle(first);
    await page.mouse.move(...from);
    await page.mouse.down();
    await page.mouse.move(from[0], (from[1] + to[1]) / 2, { steps: 8 });
    await page.mouse.move(to[0], to[1] - 40, { steps: 8 });
    await page.mouse.up();
    assert.deepEqual((await kept(page))[0].slice(0, 3), [third, first, second]);
    // To the side: beneath the line above.
    const start = await middle(first);
    await page.mouse.move(...start);
    await page.mouse.down();
    await page.mouse.move(start[0] + 40, start[1], { steps: 6 });
    await page.mouse.up();
    await page.waitForTimeout(300);
    assert.deepEqual((await kept(page))[1].slice(0, 3), [0, 1, 0]);
    nothingWrong(await violationsInEachScheme(page), "the arranged menu");
    await press(page, page.locator("[data-arrange-undo] button"));
    assert.deepEqual((await levels(page)).slice(0, 3), [0, 0, 0]);
    await soundPage(page);
    await page.context().close();
  });
}

test("a finger drags as a mouse does", { timeout: 120_000 }, async () => {
  const page = await freshMenu({ viewport: VIEWPORTS.phone, hasTouch: true, isMobile: true });
  const [first, second] = await texts(page);
  const grip = row(page, second).locator(".arranged-grip");
  await grip.scrollIntoViewIfNeeded();
  const from = await grip.boundingBox();
  const to = await row(page, first).boundingBox();
  const session = await page.context().newCDPSession(page);
  const touch = (type, x, y) => session.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
  const x = from.x + from.width / 2;
  await touch("touchStart", x, from.y + from.height / 2);
  for (let part = 1; part <= 8; part += 1) {
    const y = from.y + from.height / 2;
    await touch("touchMove", x, y + ((to.y + 4 - y) * part) / 8);
  }
  await touch("touchEnd");
  assert.deepEqual((await kept(page))[0].slice(0, 2), [second, first]);
  await page.context().close();
});

test("without JavaScript buttons do the same", { timeout: 120_000 }, async () => {
  const page = await freshMenu({ viewport: VIEWPORTS.phone, javaScriptEnabled: false });
  const [first, second] = await texts(page);
  await press(page, row(page, second).locator('button[value="up"]'));
  assert.deepEqual((await texts(page)).slice(0, 2), [second, first]);
  await press(page, row(page, first).locator('button[value="in"]'));
  assert.deepEqual((await levels(page)).slice(0, 2), [0, 1]);
  await press(page, page.locator("[data-arrange-undo] button"));
  assert.deepEqual((await levels(page)).slice(0, 2), [0, 0]);
  await page.locator("#f-url").fill("example.org");
  await page.locator("#f-label").fill("Friends");
  await press(page, page.locator('button[value="add"]'));
  assert.ok((await texts(page)).includes("Friends"));
  await soundPage(page);
  await page.context().close();
});

test("every room of order is sound on a phone and on a desktop", { timeout: 240_000 }, async () => {
  for (const viewport of [VIEWPORTS.phone, VIEWPORTS.desktop]) {
    const page = await personPage(browser, server, { viewport, bypassCSP: true });
    await signIn(page, place, EDITOR.email);
    for (const room of ["topics", "menus", "menus?menu=footer", "menus/pages", "figures", "events"]) {
      await page.visit(`${place}/manage/${room}`);
      await soundPage(page);
      nothingWrong(await violationsInEachScheme(page), `${room} at ${viewport.width}`);
      if (process.env.UMBEL_SHOTS) {
        await page.emulateMedia({ colorScheme: "light" });
        const name = `${room.replaceAll(/\W/g, "-")}-${viewport.width}.png`;
        await page.screenshot({ path: path.join(process.env.UMBEL_SHOTS, name), fullPage: true });
      }
    }
    await page.visit(`${place}/manage/topics`);
    await press(page, page.locator('.rows a[href*="/manage/topics/"]').first());
    await soundPage(page);
    nothingWrong(await violationsInEachScheme(page), "one topic");
    if (process.env.UMBEL_SHOTS) await page.screenshot({ path: path.join(process.env.UMBEL_SHOTS, `topic-${viewport.width}.png`), fullPage: true });
    await page.visit(`${place}/manage/posts`);
    const edit = await page.locator('a[href*="/manage/posts/"]').evaluateAll((all) => all.map(({ href }) => href).find((href) => /posts\/\d+$/.test(href)));
    await page.visit(edit.replace("/manage/posts/", "/manage/whereabouts/post/"));
    await soundPage(page);
    nothingWrong(await violationsInEachScheme(page), "whereabouts");
    if (process.env.UMBEL_SHOTS) await page.screenshot({ path: path.join(process.env.UMBEL_SHOTS, `whereabouts-${viewport.width}.png`), fullPage: true });
    await page.context().close();
  }
});
