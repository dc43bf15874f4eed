// Saves every kind of page as a picture, to be looked at; or the one picture that README shows.
// tests/browser/screenshots calls it: screenshots.mjs FOLDER [NAME…], or screenshots.mjs --readme FILE
import { mkdirSync, writeFileSync } from "node:fs";
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

/** The picture with 32 steps of each colour: a third smaller, and nobody sees it in flat print. */
async function fewerColours(page, png) {
  const address = await page.evaluate(async (source) => {
    const image = await createImageBitmap(await (await fetch(source)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const pixels = context.getImageData(0, 0, image.width, image.height);
    for (let at = 0; at < pixels.data.length; at += 1) {
      pixels.data[at] = Math.round((Math.round((pixels.data[at] / 255) * 31) / 31) * 255);
    }
    context.putImageData(pixels, 0, 0);
    const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  }, `data:image/png;base64,${png.toString("base64")}`);
  return Buffer.from(address, "base64");
}

/** What a visitor sees without scrolling. */
async function shot(url, viewport) {
  const page = await watchedPage(browser, { viewport, colorScheme: "light" });
  await page.visit(url);
  await page.evaluate(() => Promise.all([...document.images].filter((image) => image.complete).map((image) => image.decode())));
  const picture = await page.screenshot();
  await page.context().close();
  return picture;
}

/** The umbrella, and two sites beneath it as a phone shows them. */
async function forReadme(file) {
  const umbrella = await shot(`${at("")}/`, { width: 1280, height: 1000 });
  const phones = [];
  for (const site of ["oaxaca.cosecha", "boston.ifnotnow"]) phones.push(await shot(`${at(site)}/`, VIEWPORTS.phone));
  const picture = (data) => `<img src="data:image/png;base64,${data.toString("base64")}" alt="">`;
  const page = await browser.newPage({ viewport: VIEWPORTS.desktop });
  await page.setContent(`<!doctype html><style>
    body { margin: 0; height: 100vh; overflow: hidden; position: relative; background: #e2d9c3; }
    img { position: absolute; border: 3px solid #1f1d18; }
    img:nth-child(1) { left: 40px; top: 40px; width: 960px; }
    img:nth-child(2) { left: 724px; top: 190px; width: 252px; }
    img:nth-child(3) { left: 996px; top: 236px; width: 252px; }
  </style>${[umbrella, ...phones].map(picture).join("")}`);
  await page.evaluate(() => Promise.all([...document.images].map((image) => image.decode())));
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, await fewerColours(page, await page.screenshot()));
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
          return Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
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
