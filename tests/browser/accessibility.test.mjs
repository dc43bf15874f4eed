// axe-core on every kind of page: phone and desktop, light and dark, in each theme.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { launch, VIEWPORTS, watchedPage } from "./chromium.mjs";
import { pageKinds } from "./network.mjs";
import { nothingWrong } from "./nothing_wrong.mjs";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser;
let kinds;
before(async () => {
  browser = await launch();
  kinds = (await pageKinds()).filter((kind) => kind.url);
});
after(() => browser?.close());

/** What axe finds wrong with the page as it stands, one line each. */
async function violations(page) {
  const results = await page.evaluate(async () => {
    // A colour that is still on its way from light to dark would be measured half way.
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
    return globalThis.axe.run(document, {
      resultTypes: ["violations"],
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      // Off by default in axe, though WCAG 2.2 AA asks for it.
      rules: { "target-size": { enabled: true } },
    });
  });
  return results.violations.map(({ id, help, nodes }) => {
    const [first] = nodes;
    const why = first.failureSummary.replaceAll(/\s+/g, " ");
    return `${id} (${nodes.length} times): ${help}; ${first.target.join(" ")}: ${why}`;
  });
}

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
      await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
      await page.visit(url, status);
      await page.evaluate(`${axeSource}; undefined`);
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        wrong.push(...(await violations(page)).map((violation) => `${name}, ${colorScheme}: ${violation} (${url})`));
      }
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
