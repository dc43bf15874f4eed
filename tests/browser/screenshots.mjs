// Saves every kind of page as a picture, to be looked at; or the one picture that README shows.
// tests/browser/screenshots calls it: screenshots.mjs FOLDER [NAME…], screenshots.mjs --rooms FOLDER [NAME…], or
// screenshots.mjs --readme FILE
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { launch, VIEWPORTS, watchedPage } from "./chromium.mjs";
import { at, pageKinds } from "./network.mjs";
import { DEMO_PEOPLE, roomsOf, signedInPage, STRANGERS_PAGES } from "./rooms.mjs";

const [target, ...only] = process.argv.slice(2);
const browser = await launch();
try {
  if (target === "--readme") await forReadme(only[0]);
  else if (target === "--rooms") await allRooms(...only);
  else await allKinds(target, only);
} finally {
  await browser.close();
}

/** The picture as a PNG of 256 colours: flat print has few inks, the rest are edges of letters. */
async function fewerColours(page, png) {
  const { width, height, palette, indices } = await page.evaluate(async (source) => {
    const image = await createImageBitmap(await (await fetch(source)).blob());
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const colours = new Uint32Array(data.buffer);
    const counts = new Map();
    for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
    const parts = (colour) => [colour & 255, (colour >> 8) & 255, (colour >> 16) & 255];
    const distance = (one, other) => {
      const [red, green, blue] = parts(other);
      return (one[0] - red) ** 2 + (one[1] - green) ** 2 + (one[2] - blue) ** 2;
    };
    // The commonest colours that differ visibly from those already chosen.
    const palette = [];
    for (const [colour] of [...counts].sort(([, one], [, other]) => other - one)) {
      if (palette.length < 256 && palette.every((chosen) => distance(chosen, colour) > 60)) palette.push(parts(colour));
    }
    const nearest = new Map();
    for (const colour of counts.keys()) {
      let best = 0;
      for (let index = 1; index < palette.length; index += 1) {
        if (distance(palette[index], colour) < distance(palette[best], colour)) best = index;
      }
      nearest.set(colour, best);
    }
    const indices = Array.from(colours, (colour) => nearest.get(colour));
    return { width: image.width, height: image.height, palette, indices };
  }, `data:image/png;base64,${png.toString("base64")}`);

  const chunk = (name, content) => {
    const body = Buffer.concat([Buffer.from(name), content]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(content.length, 0);
    frame.writeUInt32BE(zlib.crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits a pixel, by palette.
  header.set([8, 3], 8);
  const rows = Buffer.alloc((width + 1) * height);
  for (let row = 0; row < height; row += 1) rows.set(indices.slice(row * width, (row + 1) * width), row * (width + 1) + 1);
  return Buffer.concat([
    png.subarray(0, 8),
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(palette.flat())),
    chunk("IDAT", zlib.deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
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

/** Every kind of public page, as a visitor sees it. */
async function allKinds(folder, wanted) {
  const kinds = wantedOf((await pageKinds()).filter(({ url }) => url), wanted);
  const taken = await picture(folder, kinds, (options) => watchedPage(browser, options));
  console.log(`${taken} screenshots of ${kinds.length} kinds of pages in ${folder}`);
}

/** Every room of account and workplace, as each role sees it. */
async function allRooms(folder, ...wanted) {
  const strangers = wantedOf(STRANGERS_PAGES, wanted);
  let taken = await picture(folder, strangers, (options) => watchedPage(browser, { mayKeepCookies: true, ...options }));
  for (const person of DEMO_PEOPLE) {
    const rooms = wantedOf(await roomsOf(browser, person), wanted);
    taken += await picture(folder, rooms, (options) => signedInPage(browser, person, options));
  }
  console.log(`${taken} screenshots in ${folder}`);
}

function wantedOf(pages, wanted) {
  return wanted.length === 0 ? pages : pages.filter(({ name }) => wanted.some((part) => name.includes(part)));
}

/** Full pages; a page that is endless on a phone is cut where a reader would have stopped long ago. */
async function picture(folder, pages, open) {
  mkdirSync(folder, { recursive: true });
  if (pages.length === 0) return 0;
  let taken = 0;
  for (const [size, viewport] of Object.entries(VIEWPORTS)) {
    for (const colorScheme of ["light", "dark"]) {
      const page = await open({ viewport, colorScheme });
      for (const { name, url, status } of pages) {
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
  return taken;
}
