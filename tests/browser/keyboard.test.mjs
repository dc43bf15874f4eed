// Everything that has to be done can be done with the keyboard alone: Tab, Enter, Space, arrows and letters, with the focus
// seen at every stop and in the order of the page.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, VIEWPORTS } from "./chromium.mjs";
import { ownServer } from "./own_server.mjs";
import { makePerson, PASSWORD, personPage, soundPage } from "./persons.mjs";

const UMBRELLA = "umbrella.localhost";
const NETWORK = "cosecha.umbrella.localhost";
const BOSTON = "boston.cosecha.umbrella.localhost";
const MOST_STOPS = 120;

let browser, server;
before(async () => {
  browser = await launch();
  server = await ownServer({
    places: [
      { host: NETWORK, name: "Cosecha" },
      { host: BOSTON, name: "Boston", under: NETWORK },
    ],
  });
  await makePerson(browser, server, { email: "noor@example.org", name: "Noor", role: "umbrella-admin", host: UMBRELLA });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** What holds the focus, and how it looks: null at the end of the page. */
function stop(page) {
  return page.evaluate(async () => {
    // What is still on its way into the page is seen in a moment.
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
    const element = document.activeElement;
    if (!element || element === document.body || element === document.documentElement) return null;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const shown = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return {
      name: `<${element.localName}${element.name ? ` name="${element.name}"` : ""}> ${(element.innerText ?? "").trim().slice(0, 40)}`,
      id: element.id,
      inMain: Boolean(element.closest("main")),
      isSeen: shown && ((style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none"),
      positive: element.tabIndex > 0,
      top: box.top + scrollY,
      bottom: box.bottom + scrollY,
    };
  });
}

/** Presses Tab until this has the focus; every stop on the way must be seen, and no later one stand above an earlier one. */
async function tabTo(page, locator) {
  const target = await locator.elementHandle();
  let before = null;
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
    const here = await stop(page);
    if (!here) continue;
    assert.ok(here.isSeen, `the focus is seen on ${here.name} of ${page.url()}`);
    assert.ok(!here.positive, `${here.name} of ${page.url()} stands where the page says`);
    if (before?.inMain && here.inMain) {
      assert.ok(here.bottom >= before.top, `${here.name} comes after ${before.name} on ${page.url()}`);
    }
    before = here;
  }
  assert.fail(`${MOST_STOPS} stops did not lead there on ${page.url()}: ${await locator.evaluate((element) => element.outerHTML.slice(0, 200))}`);
}

/** Writes into a field, as somebody who came there by keyboard. */
async function write(page, name, text) {
  await tabTo(page, page.locator(`main [name="${name}"]:not([type="hidden"])`).first());
  await page.keyboard.press("Control+A");
  await page.keyboard.type(text);
}

/** Presses a key and waits for the page it leads to. */
async function pressAndGo(page, key) {
  await Promise.all([page.waitForEvent("framenavigated", (frame) => frame === page.mainFrame()), page.keyboard.press(key)]);
  await page.waitForLoadState("load");
}

/** Signs in on the way to a page, without a mouse. */
async function signedIn(address, viewport) {
  const page = await personPage(browser, server, { viewport });
  await page.visit(address);
  await write(page, "email", "noor@example.org");
  await write(page, "password", PASSWORD);
  await pressAndGo(page, "Enter");
  assert.equal(page.url().split("?")[0], address, "signing in leads on");
  return page;
}

for (const [size, viewport] of [
  ["a phone's size", VIEWPORTS.phone],
  ["a desktop's size", VIEWPORTS.desktop],
]) {
  test(`signing in and out by keyboard at ${size}`, { timeout: 120_000 }, async () => {
    const page = await signedIn(`${server.at(BOSTON)}/manage`, viewport);
    // The first stop leads past the menus.
    await page.keyboard.press("Tab");
    assert.match((await stop(page)).name, /^<a>/);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    assert.ok((await stop(page)).inMain, "the first link leads to what the page is about");
    await page.visit(`${server.at(BOSTON)}/manage`);
    await tabTo(page, page.locator('form[action="/sign-out"] button').first());
    await pressAndGo(page, "Enter");
    await page.visit(`${server.at(BOSTON)}/manage`);
    assert.match(page.url(), /\/sign-in/, "signed out");
    await page.context().close();
  });

  test(`starting a site by keyboard at ${size}, with a point on the map`, { timeout: 180_000 }, async () => {
    const page = await signedIn(`${server.at(NETWORK)}/start`, viewport);
    const label = size.includes("phone") ? "somerville-phone" : "somerville-desktop";
    await write(page, "name", "Somerville Tenants");
    await page.locator("#address-state:not(:empty)").waitFor();
    await write(page, "label", label);
    await write(page, "about", "Tenants of Somerville who help each other.");
    await write(page, "place", "Boston");
    await page.locator('[name="place_key"]').first().waitFor();
    await tabTo(page, page.locator('[name="place_key"]:checked'));
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    assert.equal(await page.locator('[name="place_key"]').first().isChecked(), true, "arrows choose among the towns");
    await tabTo(page, page.locator("[data-map-open]"));
    await page.keyboard.press("Enter");
    const map = page.locator("#place-map");
    await page.waitForFunction(() => document.activeElement?.id === "place-map");
    assert.ok((await stop(page)).isSeen, "the focus is seen on the map");
    await map.locator(".map-town").first().waitFor();
    // The first arrow puts the point in the middle, where the chosen town is; others move it.
    await page.keyboard.press("ArrowRight");
    const field = page.locator('[name="coordinates"]');
    const first = await field.inputValue();
    assert.match(first, /^42\.\d\d, -71\.\d\d$/);
    for (let press = 0; press < 4; press += 1) await page.keyboard.press("+");
    await page.keyboard.press("Shift+ArrowUp");
    await page.keyboard.press("ArrowLeft");
    const second = await field.inputValue();
    assert.ok(Number(second.split(",")[0]) > Number(first.split(",")[0]), `${second} is north of ${first}`);
    assert.ok(Number(second.split(",")[1]) < Number(first.split(",")[1]), `${second} is west of ${first}`);
    await page.locator("[data-map-near]:not(:empty)").waitFor();
    assert.match(await page.locator("[data-map-near]").innerText(), /^Near /);
    // The map is no trap.
    await tabTo(page, page.locator("[data-map-clear]"));
    await tabTo(page, page.locator('[name="rough"]:checked'));
    await page.keyboard.press("ArrowDown");
    assert.equal(await page.locator('[name="rough"][value="yes"]').isChecked(), true);
    await soundPage(page);
    await tabTo(page, page.locator('main form button.is-primary:not([tabindex="-1"])'));
    await pressAndGo(page, "Space");
    assert.equal(page.url().split("?")[0], `${server.at(`${label}.${NETWORK}`)}/manage`, "the site is there");
    await soundPage(page);
    await page.context().close();
  });

  test(`people and features by keyboard at ${size}`, { timeout: 180_000 }, async () => {
    const page = await signedIn(`${server.at(BOSTON)}/manage`, viewport);
    await tabTo(page, page.locator('.work-rooms a[href="/manage/people"]'));
    await pressAndGo(page, "Enter");
    await tabTo(page, page.locator('main a[href="/manage/people/invite"]').first());
    await pressAndGo(page, "Enter");
    const email = size.includes("phone") ? "ana@example.org" : "eva@example.org";
    await write(page, "email", email);
    await tabTo(page, page.locator('[name="role"]:checked'));
    await page.keyboard.press("ArrowDown");
    await tabTo(page, page.locator("main form button.is-primary"));
    await pressAndGo(page, "Enter");
    assert.equal(page.url().split("?")[0], `${server.at(BOSTON)}/manage/people`);
    assert.match(await page.getByRole("main").innerText(), new RegExp(email));
    assert.equal(await page.getByRole("status").count(), 1, "it says that the invitation is on its way");
    await soundPage(page);
    await tabTo(page, page.locator('.work-rooms a[href="/manage/features"]'));
    await pressAndGo(page, "Enter");
    for (const pressed of ["false", "true"]) {
      await tabTo(page, page.locator("#switch-calendar"));
      await pressAndGo(page, "Space");
      assert.equal(await page.locator("#switch-calendar").getAttribute("aria-pressed"), pressed);
      await soundPage(page);
    }
    await page.context().close();
  });
}
