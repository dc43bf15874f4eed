// What a first visit costs over the wire, and that nothing jumps while it loads. Prints the figures.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, VIEWPORTS, watchedPage } from "./chromium.mjs";
import { get, pageKinds } from "./network.mjs";
import { nothingWrong } from "./nothing_wrong.mjs";

// One KB is 1,000 bytes here: the strict reading of the budget.
const BUDGET = { all: 50_000, html: 15_000, css: 12_000, js: 15_000 };
const isPhoto = (mime) => /^image\/(jpeg|png|webp|avif|gif)/.test(mime);

let browser;
let kinds;
before(async () => {
  browser = await launch();
  kinds = (await pageKinds()).filter((kind) => kind.url);
});
after(() => browser?.close());

/** Bytes on the wire by kind (headers included) of a visit with an empty cache, after scrolling to the end. */
async function firstVisit(url, status) {
  const page = await watchedPage(browser, { viewport: VIEWPORTS.phone });
  const session = await page.context().newCDPSession(page);
  const mimeOf = new Map();
  const bytes = { html: 0, css: 0, js: 0, other: 0, photos: 0 };
  let requests = 0;
  await session.send("Network.enable");
  session.on("Network.responseReceived", ({ requestId, response, type }) => {
    mimeOf.set(requestId, type === "Document" ? "text/html" : response.mimeType);
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const mime = mimeOf.get(requestId) ?? "";
    requests += 1;
    if (isPhoto(mime)) bytes.photos += encodedDataLength;
    else if (mime === "text/html") bytes.html += encodedDataLength;
    else if (mime === "text/css") bytes.css += encodedDataLength;
    else if (/javascript/.test(mime)) bytes.js += encodedDataLength;
    else bytes.other += encodedDataLength;
  });
  await page.addInitScript(() => {
    globalThis.shifts = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (entry.hadRecentInput) continue;
        const moved = entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 80) ?? "?");
        globalThis.shifts.push({ value: entry.value, moved });
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.visit(url, status);
  // Lazy pictures come as the reader goes down.
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => resolve()));
    for (let y = 0; y < document.body.scrollHeight; y += innerHeight) {
      scrollTo(0, y);
      await frame();
      await frame();
    }
  });
  await page.waitForLoadState("networkidle");
  const shifts = await page.evaluate(() => globalThis.shifts);
  await page.context().close();
  return { bytes, requests, shifts };
}

test("a first visit keeps to the budget, and nothing jumps", { timeout: 600_000 }, async () => {
  const wrong = [];
  console.log("bytes over the wire, phone, empty cache        all    html     css      js   other |  photos requests");
  for (const { name, url, status } of kinds) {
    const { bytes, requests, shifts } = await firstVisit(url, status);
    const all = bytes.html + bytes.css + bytes.js + bytes.other;
    const columns = [all, bytes.html, bytes.css, bytes.js, bytes.other].map((figure) => String(figure).padStart(7));
    console.log(`${name.padEnd(42)} ${columns.join(" ")} | ${String(bytes.photos).padStart(7)} ${String(requests).padStart(8)}`);
    for (const [part, figure] of Object.entries({ all, html: bytes.html, css: bytes.css, js: bytes.js })) {
      if (figure > BUDGET[part]) wrong.push(`${name}: ${part} ${figure} bytes, budget ${BUDGET[part]} (${url})`);
    }
    // Less than a thousandth is a fraction of a pixel, which the browser rounds one way and then the other.
    for (const { value, moved } of shifts.filter((shift) => shift.value > 0.001)) wrong.push(`${name}: a shift of ${value.toFixed(4)}: ${moved.join(", ")} (${url})`);
  }
  nothingWrong(wrong);
});

test("clients that only know gzip keep to the budget, too", async () => {
  const wrong = [];
  const largest = { gzip: 0, br: 0 };
  for (const { name, url } of kinds) {
    for (const encoding of ["gzip", "br"]) {
      const { raw, headers } = await get(url, { "accept-encoding": encoding });
      largest[encoding] = Math.max(largest[encoding], raw.length);
      if (headers["content-encoding"] !== encoding) wrong.push(`${name}: asked for ${encoding}, got ${headers["content-encoding"]}`);
      if (raw.length > BUDGET.html) wrong.push(`${name}: ${raw.length} bytes of HTML with ${encoding}`);
      if (!/accept-encoding/i.test(headers.vary ?? "")) wrong.push(`${name}: Vary is ${headers.vary}`);
    }
  }
  console.log(`largest HTML: ${largest.gzip} bytes with gzip, ${largest.br} with brotli`);
  nothingWrong(wrong);
});
