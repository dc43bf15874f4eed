// Chromium for the tests: started without any connection of its own, each page watched for what a visitor must not meet.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { isOurs as isOfTheDemo } from "./network.mjs";

export const VIEWPORTS = {
  phone: { width: 360, height: 740 },
  tablet: { width: 768, height: 1024 },
  desktop: { width: 1280, height: 800 },
};

function executable() {
  const candidates = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser"].filter(Boolean);
  const found = candidates.find((candidate) => existsSync(candidate));
  if (!found) throw new Error(`no Chromium at ${candidates.join(", ")}: install it, or name it in CHROMIUM`);
  return found;
}

/** Starts headless Chromium; it can reach nothing but this machine's own loopback names. */
export function launch() {
  return chromium.launch({
    executablePath: executable(),
    // Containers and root have no user namespaces for the sandbox; only our own pages are opened.
    chromiumSandbox: false,
    args: [
      "--disable-gpu",
      "--disable-quic",
      "--disable-sync",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE *.localhost, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    ],
  });
}

/**
 * Opens a page that writes down everything wrong it meets.
 * `page.problems()` gives and forgets: other origins, console errors, script errors, CSP violations, failed parts, cookies.
 * `page.visit(url, status)` goes there and checks the answer's status.
 * `mayKeepCookies` is for people who sign in; `isOurs` says which addresses belong to the server that is tested.
 */
export async function watchedPage(browser, { mayKeepCookies = false, isOurs = isOfTheDemo, ...options } = {}) {
  const context = await browser.newContext({ locale: "en-US", ...options });
  const page = await context.newPage();
  let problems = [];
  let expectedStatus = 200;
  page.on("request", (request) => {
    const address = request.url();
    if (/^(data|blob|about):/.test(address)) return;
    if (!isOurs(address)) problems.push(`asks another origin: ${address}`);
  });
  page.on("response", async (response) => {
    const isPage = response.request().resourceType() === "document";
    if (response.status() >= 400 && !isPage) problems.push(`${response.status()} for ${response.url()}`);
    if (!mayKeepCookies && "set-cookie" in response.headers()) problems.push(`sets a cookie: ${response.url()}`);
  });
  page.on("requestfailed", (request) => {
    const why = request.failure()?.errorText ?? "";
    // Leaving a page stops what it was still loading.
    if (why !== "net::ERR_ABORTED") problems.push(`failed: ${request.url()} (${why})`);
  });
  page.on("console", (message) => {
    // Chromium reports a page's own 404 as an error of the console; the status is checked on its own.
    const ownStatus = /Failed to load resource.* status of (\d+)/.exec(message.text());
    const where = message.location().url;
    // An unknown host has no icon either, and browsers ask for one.
    const isOwn = where === page.url() || where.endsWith("/favicon.ico");
    if (ownStatus && Number(ownStatus[1]) === expectedStatus && isOwn) return;
    if (message.type() === "error" || /Content[- ]Security[- ]Policy/i.test(message.text())) {
      problems.push(`console: ${message.text()} ${where}`);
    }
  });
  page.on("pageerror", (error) => problems.push(`script: ${error.message}`));

  page.visit = async (url, status = 200) => {
    expectedStatus = status;
    const response = await page.goto(url, { waitUntil: "load" });
    if (response && response.status() !== status) problems.push(`${response.status()} for ${url}, expected ${status}`);
    return response;
  };
  /** The status that the next form's answer should have. */
  page.expects = (status) => {
    expectedStatus = status;
  };
  page.problems = async () => {
    const cookies = mayKeepCookies ? [] : await context.cookies();
    for (const cookie of cookies) problems.push(`has a cookie: ${cookie.name} of ${cookie.domain}`);
    const found = problems;
    problems = [];
    return found;
  };
  /** What makes the page wider than the screen: [] when nothing does. */
  page.sidewaysScroll = () =>
    page.evaluate(() => {
      const root = document.scrollingElement;
      const width = document.documentElement.clientWidth;
      if (root.scrollWidth <= width) return [];
      const wide = [`the page is ${root.scrollWidth} px wide on ${width} px`];
      for (const element of document.body.querySelectorAll("*")) {
        const box = element.getBoundingClientRect();
        if (box.right > width + 0.5 && box.width > 0 && wide.length < 6) {
          wide.push(`<${element.localName} class="${element.getAttribute("class") ?? ""}"> ends at ${Math.round(box.right)} px`);
        }
      }
      return wide;
    });
  return page;
}
