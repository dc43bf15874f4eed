// axe-core on every kind of page: phone and desktop, light and dark, in each theme.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violationsInEachScheme } from "./axe.mjs";
import { launch, VIEWPORTS, watchedPage } from "./chromium.mjs";
import { pageKinds } from "./network.mjs";
import { nothingWrong } from "./nothing_wrong.mjs";

let browser;
let kinds;
before(async () => {
  browser = await launch();
  kinds = (await pageKinds()).filter((kind) => kind.url);
});
after(() => browser?.close());

for (const [size, viewport] of [
  ["phone", VIEWPORTS.phone],
  ["desktop", VIEWPORTS.desktop],
]) {
  test(`axe finds nothing on a ${size}, light and dark`, { timeout: 900_000 }, async () => {
    assert.ok(kinds.length >= 25, `${kinds.length} kinds of pages`);
    // axe is put in by the debugger, and its own style needs the page's policy out of the way.
    const page = await watchedPage(browser, { viewport, bypassCSP: true });
    const wrong = [];
    for (const { name, url, status } of kinds) {
      await page.visit(url, status);
      const found = await violationsInEachScheme(page);
      wrong.push(...found.map((violation) => `${name}, ${violation} (${url})`));
    }
    await page.context().close();
    nothingWrong(wrong);
  });
}

test("dark is really dark, light is really light", async () => {
  const page = await watchedPage(browser, { viewport: VIEWPORTS.phone });
  for (const { name, url } of kinds.filter((kind) => kind.name.endsWith("-front"))) {
    const brightness = {};
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await page.visit(url);
      // The page's ground is the first colour that is not transparent, from the body outwards.
      brightness[colorScheme] = await page.evaluate(() => {
        const canvas = document.createElement("canvas").getContext("2d");
        for (const element of [document.body, document.documentElement]) {
          const colour = getComputedStyle(element).backgroundColor;
          if (colour === "transparent" || /, 0\)$/.test(colour)) continue;
          canvas.fillStyle = colour;
          canvas.fillRect(0, 0, 1, 1);
          const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
          return (red + green + blue) / 3;
        }
        return 255;
      });
    }
    assert.ok(brightness.light > 180, `${name} in light: ${brightness.light}`);
    assert.ok(brightness.dark < 90, `${name} in dark: ${brightness.dark}`);
  }
  await page.context().close();
});
