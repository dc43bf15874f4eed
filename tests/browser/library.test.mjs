// Bringing photos into the library: with progress, several at once, tapping what must stay in view; and without a script.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { violationsInEachScheme } from "./axe.mjs";
import { launch, VIEWPORTS } from "./chromium.mjs";
import { nothingWrong } from "./nothing_wrong.mjs";
import { ownServer } from "./own_server.mjs";
import { makePerson, personPage, press, send, signIn } from "./persons.mjs";

const NETWORK = "water.umbrella.localhost";
const HOST = "river.water.umbrella.localhost";
const EMAIL = "rosa@people.localhost";

let browser;
let server;
let place;
let folder;
let photos;

/** A photo of its own colour, as the browser itself encodes it. */
async function photo(page, name, colour, width = 1200, height = 800) {
  const bytes = await page.evaluate(
    async ([fill, across, down]) => {
      const canvas = Object.assign(document.createElement("canvas"), { width: across, height: down });
      const paper = canvas.getContext("2d");
      paper.fillStyle = fill;
      paper.fillRect(0, 0, across, down);
      paper.fillStyle = "#fff";
      paper.beginPath();
      paper.arc(across * 0.25, down * 0.3, down / 6, 0, 7);
      paper.fill();
      const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.9));
      return [...new Uint8Array(await blob.arrayBuffer())];
    },
    [colour, width, height],
  );
  const file = path.join(folder, name);
  writeFileSync(file, Buffer.from(bytes));
  return file;
}

before(async () => {
  browser = await launch();
  server = await ownServer({
    places: [
      { host: NETWORK, name: "Water" },
      { host: HOST, name: "River group", under: NETWORK },
    ],
  });
  place = server.at(HOST);
  await makePerson(browser, server, { email: EMAIL, name: "Rosa", role: "editor", host: HOST });
  folder = mkdtempSync(path.join(tmpdir(), "umbel-photos-"));
  const page = await personPage(browser, server);
  await page.visit(place);
  photos = [];
  for (const [name, colour] of Object.entries({ "march.jpg": "#b3402a", "river & bridge.jpg": "#2a6fb3", "<b>.jpg": "#3d7a35" })) {
    photos.push(await photo(page, name, colour));
  }
  await page.context().close();
});
after(async () => {
  await browser?.close();
  await server?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

for (const [device, viewport] of [["phone", VIEWPORTS.phone], ["desktop", VIEWPORTS.desktop]]) {
  test(`photos are brought, described and looked after on a ${device}`, { timeout: 120_000 }, async () => {
    const wrong = [];
    const page = await personPage(browser, server, { viewport, bypassCSP: true });
    await signIn(page, place, EMAIL);
    await page.visit(`${place}/manage/library`);
    await page.locator("#upload-files").setInputFiles(photos);
    const lines = page.locator("[data-uploads] li");
    assert.equal(await lines.count(), photos.length);
    const links = lines.locator("a");
    await links.nth(photos.length - 1).waitFor();
    assert.deepEqual(await lines.locator("strong").allTextContents(), ["march.jpg", "river & bridge.jpg", "<b>.jpg"]);
    // Each is seen once it is prepared, without opening the page anew.
    await page.waitForFunction((count) => [...document.querySelectorAll("[data-uploads] img")].filter((one) => one.naturalWidth > 1).length === count, photos.length);
    wrong.push(...(await violationsInEachScheme(page, "uploading")));
    if (process.env.UMBEL_SHOTS) await page.screenshot({ path: `${process.env.UMBEL_SHOTS}/uploading-${device}.png`, fullPage: true });
    await press(page, links.first());
    assert.match(page.url(), /\/manage\/library\/\d+$/);
    await page.locator('[name="alt"]').fill("People with banners on a red morning");
    const view = page.locator("[data-focal]");
    const box = await view.boundingBox();
    await view.click({ position: { x: box.width * 0.25, y: box.height * 0.3 } });
    assert.ok(Math.abs(Number(await page.locator("#focal-x").inputValue()) - 25) <= 2);
    assert.ok(Math.abs(Number(await page.locator("#focal-y").inputValue()) - 30) <= 2);
    wrong.push(...(await violationsInEachScheme(page, "a picture")));
    if (process.env.UMBEL_SHOTS) await page.screenshot({ path: `${process.env.UMBEL_SHOTS}/one-${device}.png`, fullPage: true });
    await press(page, page.locator("form .is-primary"));
    await page.getByText("It is saved.").waitFor();
    await page.visit(`${place}/manage/library?q=banners`);
    assert.ok((await page.locator(".tile").count()) >= 1);
    wrong.push(...(await violationsInEachScheme(page, "the library")));
    if (process.env.UMBEL_SHOTS) await page.screenshot({ path: `${process.env.UMBEL_SHOTS}/library-${device}.png`, fullPage: true });
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    if (sideways) wrong.push(`the library is wider than a ${device}`);
    wrong.push(...(await page.problems()));
    await page.context().close();
    nothingWrong(wrong);
  });
}

test("what cannot be taken says what to do, and what breaks off can be tried again", { timeout: 60_000 }, async () => {
  const page = await personPage(browser, server);
  await signIn(page, place, EMAIL);
  await page.visit(`${place}/manage/library`);
  const heic = path.join(folder, "photo.heic");
  writeFileSync(heic, Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1"));
  await page.locator("#upload-files").setInputFiles(heic);
  await page.locator(".went-wrong").waitFor();
  assert.match(await page.locator(".went-wrong").textContent(), /Most compatible/);
  // Chromium notes every answer that refuses.
  await page.problems();
  await page.context().setOffline(true);
  await page.locator("#upload-files").setInputFiles(photos[0]);
  await page.locator(".went-wrong").nth(1).waitFor();
  assert.match(await page.locator(".went-wrong").nth(1).textContent(), /did not get through/);
  await page.context().setOffline(false);
  await page.locator("#upload-files").setInputFiles(photos[0]);
  await page.locator("[data-uploads] a").waitFor();
  await page.context().close();
});

test("without a script a form does the same", { timeout: 60_000 }, async () => {
  const signedIn = await personPage(browser, server);
  await signIn(signedIn, place, EMAIL);
  const storageState = await signedIn.context().storageState();
  await signedIn.context().close();
  const page = await personPage(browser, server, { javaScriptEnabled: false, storageState });
  await page.visit(`${place}/manage/library`);
  await page.locator("#upload-files").setInputFiles(photos[1]);
  await press(page, page.locator(".upload .is-primary"));
  assert.match(page.url(), /\/manage\/library\/\d+\?done=uploaded$/);
  await send(page, { alt: "The river under the bridge", focal_x: "10" });
  await page.getByText("It is saved.").waitFor();
  assert.equal(await page.locator("#focal-x").inputValue(), "10");
  await page.context().close();
});
