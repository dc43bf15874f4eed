// How a site looks: another style with the preview beside it, sections moved by keys, all of it on a phone and a desktop.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violationsInEachScheme } from "./axe.mjs";
import { launch, VIEWPORTS } from "./chromium.mjs";
import { nothingWrong } from "./nothing_wrong.mjs";
import { ownServer } from "./own_server.mjs";
import { makePerson, personPage, press, signIn, soundPage } from "./persons.mjs";

const NETWORK = "cosecha.umbrella.localhost";
const BOSTON = "boston.cosecha.umbrella.localhost";
const EMAIL = "theo@example.org";

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
  await makePerson(browser, server, { email: EMAIL, name: "Theo", role: "manager", host: BOSTON });
});
after(async () => {
  await server?.stop();
  await browser?.close();
});

/** The room, opened by its manager. */
async function room(options) {
  const page = await personPage(browser, server, options);
  await signIn(page, server.at(BOSTON), EMAIL);
  await page.visit(`${server.at(BOSTON)}/manage/look`);
  return page;
}

/** Opens the preview where it is not beside the form, and gives the page in it once it shows that style. */
async function preview(page, size, theme) {
  if (size === "phone" && !(await page.locator("#look-preview").isVisible())) {
    await page.locator("[data-preview-button]").click();
  }
  await page.locator(`#look-preview[data-shown="${theme}"]`).waitFor();
  return page.frameLocator("#look-preview iframe").last();
}

const keysOf = (page) => page.locator("[data-row]").evaluateAll((rows) => rows.map((row) => row.dataset.row));

for (const [size, colour] of [
  ["phone", "#7a2d6b"],
  ["desktop", "#2a4494"],
]) {
  const options = { viewport: VIEWPORTS[size] };

  test(`another style is looked at first, then saved, then undone, on a ${size}`, { timeout: 120_000 }, async () => {
    const site = server.at(BOSTON);
    const visitor = await personPage(browser, server, options);
    const sheetOf = async () => {
      await visitor.visit(`${site}/`);
      return visitor.locator("link[rel='stylesheet']").first().getAttribute("href");
    };
    const before = await sheetOf();
    const page = await room(options);
    await page.locator("[name='theme'][value='placard']").check();
    await page.locator(`[name='accent'][value='${colour}']`).check();
    await page.locator("[name='letters'][value='poster']").check();
    await page.locator("[name='intro']").fill("Come as you are.");
    assert.equal(await page.locator("[data-state]").textContent(), "Not saved yet");
    const shown = await preview(page, size, "placard");
    await shown.getByText("Come as you are.").waitFor();
    const colours = await shown.locator("body").evaluate((body) => {
      const style = getComputedStyle(body);
      return { accent: style.getPropertyValue("--site-accent"), head: style.getPropertyValue("--font-head") };
    });
    assert.equal(colours.accent, colour, "the frame has its style");
    assert.match(colours.head, /League Gothic/);
    assert.equal(await sheetOf(), before, "nothing is changed by looking");
    if (size === "desktop") {
      await page.locator("[data-width='1280']").click();
      const width = await shown.locator("html").evaluate((html) => html.clientWidth);
      assert.ok(width > 1_200, `the page is as on a computer: ${width}`);
    } else {
      await page.locator("[data-close]").click();
    }
    await soundPage(page);

    await press(page, page.locator("button[value='save']"));
    assert.match(await page.getByRole("status").first().textContent(), /It is saved/);
    await soundPage(page);
    const after = await sheetOf();
    assert.notEqual(after, before);
    await visitor.getByText("Come as you are.").waitFor();
    await soundPage(visitor);
    await press(page, page.locator("button[value='undo']"));
    assert.equal(await sheetOf(), before);
    await press(page, page.locator("button[value='redo']"));
    assert.equal(await sheetOf(), after);
    await press(page, page.locator("button[value='undo']"));
    await page.context().close();
    await visitor.context().close();
  });

  test(`sections are put in order by keys, by buttons and by drag, on a ${size}`, { timeout: 120_000 }, async () => {
    const page = await room(options);
    const began = await keysOf(page);
    const grip = page.locator(`[data-row="${began[0]}"] [data-grip]`);
    await grip.focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    assert.deepEqual((await keysOf(page)).slice(0, 3), [began[1], began[2], began[0]]);
    assert.match(await page.locator("[data-moved]").textContent(), /number 3 of/);
    assert.ok(await grip.evaluate((button) => button === document.activeElement), "the keys stay with what they moved");

    await page.locator(`[data-row="${began[0]}"] [data-move="-1"]`).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    assert.deepEqual(await keysOf(page), began);

    await page.locator(`[data-row="${began[2]}"]`).scrollIntoViewIfNeeded();
    const from = await page.locator(`[data-row="${began[0]}"] [data-grip]`).boundingBox();
    const to = await page.locator(`[data-row="${began[2]}"] [data-grip]`).boundingBox();
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(from.x + from.width / 2, to.y + to.height / 2, { steps: 12 });
    await page.mouse.move(from.x + from.width / 2, to.y + to.height + 6, { steps: 4 });
    await page.mouse.up();
    const dragged = await keysOf(page);
    assert.ok(dragged.indexOf(began[0]) >= 2, `${dragged}`);
    await soundPage(page);
    await page.context().close();
  });

  test(`axe finds nothing in the room on a ${size}, light and dark, empty and with everything open`, { timeout: 120_000 }, async () => {
    const page = await room({ ...options, bypassCSP: true });
    const wrong = await violationsInEachScheme(page);
    await page.locator("details").evaluateAll((all) => {
      for (const one of all) one.open = true;
    });
    wrong.push(...(await violationsInEachScheme(page)));
    if (size === "phone") {
      await preview(page, size, "commons");
      wrong.push(...(await violationsInEachScheme(page)));
    }
    nothingWrong(wrong);
    await page.context().close();
  });
}

test("without a script the form does everything but move by hand", { timeout: 120_000 }, async () => {
  const page = await room({ viewport: VIEWPORTS.phone, javaScriptEnabled: false });
  const began = await page.locator("[name='section']").evaluateAll((rows) => rows.map((row) => row.value)).catch(() => null);
  const order = () => page.locator("li.look-row").evaluateAll((rows) => rows.map((row) => row.dataset.row));
  const first = began ?? (await order());
  await page.locator("[name='intro']").fill("Typed, not saved.");
  await press(page, page.locator(`button[value="down:${first[0]}"]`));
  assert.deepEqual((await order()).slice(0, 2), [first[1], first[0]]);
  assert.equal(await page.locator("[name='intro']").inputValue(), "Typed, not saved.");
  assert.equal(await page.locator("[data-state]").textContent(), "Not saved yet");
  await soundPage(page);
  const [opened] = await Promise.all([page.context().waitForEvent("page"), page.locator("[data-preview-button]").click()]);
  await opened.waitForLoadState("load");
  assert.match(await opened.locator("body").textContent(), /Typed, not saved\./);
  await opened.close();
  await page.context().close();
});

test("what becomes of a colour is said while it is chosen", { timeout: 60_000 }, async () => {
  const page = await room({ viewport: VIEWPORTS.phone });
  await page.locator("[name='own_accent']").fill("#ffee00");
  await page.getByText("#ffee00 is too light for words on paper").waitFor();
  assert.ok(await page.locator("[name='accent'][value='own']").isChecked());
  const fills = await page.locator(".miniature [data-shade='fill']").evaluateAll((shapes) => shapes.map((shape) => shape.getAttribute("fill")));
  assert.ok(fills.length > 2 && fills.every((fill) => fill === "#ffee00"), `${fills}`);
  await page.locator("[name='accent'][value='#1d6a4c']").check();
  await page.waitForFunction(() => document.querySelector("[data-colour-note]").textContent === "");
  await soundPage(page);
  await page.context().close();
});
