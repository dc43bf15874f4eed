// Saves every kind of page as a picture, to be looked at; or the one picture that README shows.
// tests/browser/screenshots calls it: screenshots.mjs FOLDER [NAME…], or screenshots.mjs --readme FILE
import { mkdirSync } from "node:fs";
import path from "node:path";
import { launch, VIEWPORTS, watchedPage } from "./chromium.mjs";
import { at, pageKinds } from "./network.mjs";

const [target, ...only] = process.argv.slice(2);
const browser = await launch();
try {
  if (target === "--readme") await forReadme(only[0]);
  else await allKinds(target, only);
} finally {
  await browser.close();
}

async function forReadme(file) {
  const page = await watchedPage(browser, { viewport: VIEWPORTS.desktop, colorScheme: "light" });
  await page.visit(`${at("")}/`);
  mkdirSync(path.dirname(file), { recursive: true });
  await page.screenshot({ path: file });
  console.log(file);
}

/** Full pages; a page that is endless on a phone is cut where a reader would have stopped long ago. */
async function allKinds(folder, wanted) {
  mkdirSync(folder, { recursive: true });
  const kinds = (await pageKinds()).filter(
    ({ name, url }) => url && (wanted.length === 0 || wanted.some((part) => name.includes(part))),
  );
  let taken = 0;
  for (const [size, viewport] of Object.entries(VIEWPORTS)) {
    for (const colorScheme of ["light", "dark"]) {
      const page = await watchedPage(browser, { viewport, colorScheme });
      for (const { name, url, status } of kinds) {
        await page.visit(url, status);
        const lang = (await page.locator("html").getAttribute("lang")) ?? "xx";
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        await page.evaluate(() => {
          // Lazy pictures must be there for the picture of the page.
          for (const image of document.images) image.loading = "eager";
        });
        await page.waitForLoadState("networkidle");
        const file = path.join(folder, `${name}.${lang}.${size}.${colorScheme}.png`);
        await page.screenshot({
          path: file,
          fullPage: true,
          clip: { x: 0, y: 0, width: viewport.width, height: Math.min(height, 6_000) },
        });
        taken += 1;
        for (const problem of await page.problems()) console.log(`${name}: ${problem}`);
      }
      await page.context().close();
    }
  }
  console.log(`${taken} screenshots of ${kinds.length} kinds of pages in ${folder}`);
}
