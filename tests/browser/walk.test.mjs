// A visitor walks the network: umbrella, network, site, post, and back by the place bar; then every other kind of page.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, VIEWPORTS, watchedPage } from "./chromium.mjs";
import { at, get, isOurs, olderPage, pageKinds } from "./network.mjs";
import { nothingWrong } from "./nothing_wrong.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** A visible link inside `scope` whose address `fits`; fails with what was there instead. */
async function visibleLink(scope, what, fits) {
  const links = await scope.locator("a[href]").all();
  const seen = [];
  for (const link of links) {
    const address = await link.evaluate((element) => element.href);
    seen.push(address);
    if (fits(new URL(address)) && (await link.isVisible())) return link;
  }
  assert.fail(`${scope.page().url()}: no visible link to ${what} among ${seen.length}: ${seen.slice(0, 40).join(" ")}`);
}

/** Clicks as a person would, and waits for the page it leads to. */
async function follow(page, link) {
  const address = await link.evaluate((element) => element.href);
  await Promise.all([page.waitForURL((url) => url.href.split("#")[0] === address.split("#")[0]), link.click()]);
  await page.waitForLoadState("load");
}

async function soundPage(page) {
  nothingWrong(await page.problems(), page.url());
  nothingWrong(await page.sidewaysScroll(), page.url());
}

const isFront = (url) => url.pathname === "/" && !url.search;
const isPost = (url) => /^\/blog\/[^/]+$/.test(url.pathname);

/** The place bar: the navigation that leads to the umbrella and names the place we are in. */
async function placeBar(page) {
  for (const bar of await page.getByRole("navigation").all()) {
    const addresses = await bar.locator("a[href]").evaluateAll((links) => links.map((link) => link.href));
    const leadsToUmbrella = addresses.some((address) => address === `${at("")}/` || address === at(""));
    if (leadsToUmbrella && (await bar.isVisible())) return bar;
  }
  return assert.fail(`${page.url()}: no visible navigation leads to the umbrella`);
}

for (const size of ["phone", "desktop"]) {
  for (const javaScriptEnabled of [true, false]) {
    test(`umbrella, network, site, post and back on a ${size}${javaScriptEnabled ? "" : " without JavaScript"}`, async () => {
      const page = await watchedPage(browser, { viewport: VIEWPORTS[size], javaScriptEnabled });
      const umbrella = new URL(at("")).host;
      const network = new URL(at("cosecha")).host;

      await page.visit(`${at("")}/`);
      assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1, "the umbrella has one main heading");
      await soundPage(page);

      await follow(
        page,
        await visibleLink(page.getByRole("main"), "a network", (url) => url.host === network && isFront(url)),
      );
      await soundPage(page);

      const isSiteBelow = (url) => url.host.endsWith(`.${network}`) && isFront(url);
      await follow(page, await visibleLink(page.getByRole("main"), "one of the network's sites", isSiteBelow));
      const site = new URL(page.url()).host;
      await soundPage(page);

      // A quiet site's front page still shows its posts.
      await follow(page, await visibleLink(page.getByRole("main"), "a post", (url) => url.host === site && isPost(url)));
      assert.ok((await page.getByRole("article").count()) >= 1, "a post is an article");
      assert.notEqual((await page.getByRole("heading", { level: 1 }).first().innerText()).trim(), "");
      await soundPage(page);

      for (const host of [site, network, umbrella]) {
        await follow(page, await visibleLink(await placeBar(page), host, (url) => url.host === host && isFront(url)));
        assert.equal(new URL(page.url()).host, host);
        await soundPage(page);
      }
      await page.context().close();
    });
  }
}

test("every kind of page exists", async () => {
  const wrong = [];
  for (const { name, url, status } of await pageKinds()) {
    if (!url) {
      wrong.push(`${name}: the demo has none`);
      continue;
    }
    const answer = await get(url);
    if (answer.status !== status) wrong.push(`${name}: ${answer.status} instead of ${status} for ${url}`);
    if (!/^text\/html; ?charset=utf-8$/i.test(answer.headers["content-type"] ?? "")) {
      wrong.push(`${name}: content type ${answer.headers["content-type"]}`);
    }
    if ("set-cookie" in answer.headers) wrong.push(`${name}: sets a cookie`);
  }
  nothingWrong(wrong);
});

for (const [size, viewport] of Object.entries({
  "a narrow phone": { width: 320, height: 640 },
  "a phone": VIEWPORTS.phone,
  "a desktop": VIEWPORTS.desktop,
})) {
  test(`every kind of page is sound on ${size}`, async () => {
    const page = await watchedPage(browser, { viewport });
    const wrong = [];
    for (const { name, url, status } of (await pageKinds()).filter((kind) => kind.url)) {
      await page.visit(url, status);
      wrong.push(...(await page.problems()).map((problem) => `${name}: ${problem}`));
      wrong.push(...(await page.sidewaysScroll()).map((problem) => `${name}: ${problem} (${url})`));
      const headings = await page.getByRole("heading", { level: 1 }).count();
      if (headings !== 1) wrong.push(`${name}: ${headings} main headings (${url})`);
      if (!(await page.title()).trim()) wrong.push(`${name}: no title (${url})`);
    }
    await page.context().close();
    nothingWrong(wrong);
  });
}

test("an event tells when and where, and gives a calendar file", async () => {
  const page = await watchedPage(browser, { viewport: VIEWPORTS.phone });
  await page.visit(`${at("boston.cosecha")}/events`);
  const isEvent = (url) => /^\/events\/[^/.]+(\/[^/.]+)?$/.test(url.pathname);
  await follow(page, await visibleLink(page.getByRole("main"), "an event", isEvent));
  const main = page.getByRole("main");
  assert.match(await main.innerText(), /\d{1,2}:\d{2}/, "the time is written out");
  assert.ok((await main.locator("time[datetime]").count()) >= 1, "the time is there for programs, too");
  const calendarFile = await visibleLink(main, "a calendar file", (url) => url.pathname.endsWith(".ics"));
  const address = await calendarFile.evaluate((element) => element.href.replace(/^webcal:/, "http:"));
  const file = await get(address);
  assert.equal(file.status, 200);
  assert.match(file.headers["content-type"], /^text\/calendar/);
  assert.match(file.text, /^BEGIN:VCALENDAR\r\n/);
  await soundPage(page);
  await page.context().close();
});

test("news can be turned page by page, there and back", async () => {
  const page = await watchedPage(browser, { viewport: VIEWPORTS.phone, javaScriptEnabled: false });
  await page.visit(`${at("")}/news`);
  const itemsHere = () =>
    page
      .getByRole("main")
      .locator("a[href]")
      .evaluateAll((links) => links.map((link) => link.href).filter((href) => /\/(blog|events)\/[^/?]+/.test(href)));
  const first = new Set(await itemsHere());
  assert.ok(first.size >= 5, `the newest page of news has ${first.size} items`);
  assert.ok(await olderPage(`${at("")}/news`), "the demo has more than one page of news");
  await follow(page, page.locator('main a[rel~="next"]').first());
  const second = await itemsHere();
  assert.ok(second.length > 0, "the second page has items");
  assert.deepEqual(second.filter((item) => first.has(item)), [], "no item stands on both pages");
  await soundPage(page);
  await follow(page, page.locator('main a[rel~="prev"]').first());
  assert.deepEqual(new Set(await itemsHere()), first);
  await page.context().close();
});

test("the directory leads to every network and its sites", async () => {
  const page = await watchedPage(browser, { viewport: VIEWPORTS.desktop });
  await page.visit(`${at("")}/directory`);
  const hosts = new Set(
    await page
      .getByRole("main")
      .locator("a[href]")
      .evaluateAll((links) => links.map((link) => new URL(link.href).hostname)),
  );
  for (const host of ["cosecha", "ifnotnow", "boston.cosecha", "madrid.cosecha", "mexico.ifnotnow", "library.archive"]) {
    assert.ok(hosts.has(new URL(at(host)).hostname), `${host} is listed`);
  }
  await soundPage(page);
  await page.context().close();
});

test("search finds a post by a word of its title, without JavaScript", async () => {
  const page = await watchedPage(browser, { viewport: VIEWPORTS.phone, javaScriptEnabled: false });
  await page.visit(`${at("boston.cosecha")}/blog`);
  const title = await (
    await visibleLink(page.getByRole("main"), "a post", (url) => isPost(url) && !url.hash)
  ).innerText();
  const word = title.match(/[\p{L}]{5,}/u)?.[0];
  assert.ok(word, `a word to look for in "${title}"`);
  await page.visit(`${at("boston.cosecha")}/search`);
  const field = page.getByRole("main").getByRole("searchbox");
  await field.fill(word);
  await Promise.all([page.waitForURL((url) => url.searchParams.get("q") === word), field.press("Enter")]);
  assert.equal(await page.getByRole("main").getByRole("searchbox").inputValue(), word, "what was typed stays");
  await visibleLink(page.getByRole("main"), "a found post", isPost);
  await soundPage(page);
  await page.context().close();
});

test("a missing page helps on, in the site's language", async () => {
  const page = await watchedPage(browser, { viewport: VIEWPORTS.phone });
  for (const [host, lang] of [["boston.cosecha", "en"], ["oaxaca.cosecha", "es"]]) {
    await page.visit(`${at(host)}/blog/no-such-post`, 404);
    assert.match(await page.locator("html").getAttribute("lang"), new RegExp(`^${lang}\\b`));
    await visibleLink(page.locator("body"), "the front page", (url) => url.host === new URL(at(host)).host && isFront(url));
    await soundPage(page);
  }
  await page.context().close();
});

test("an unknown host is answered without repeating its name, and leads to the umbrella", async () => {
  const page = await watchedPage(browser, { viewport: VIEWPORTS.phone });
  await page.visit(`${at("nobody-here")}/some/path?q=1`, 404);
  assert.doesNotMatch(await page.content(), /nobody-here/);
  await visibleLink(page.locator("body"), "the umbrella", (url) => url.host === new URL(at("")).host);
  await soundPage(page);
  await page.context().close();
});

test("a Spanish site speaks Spanish", async () => {
  const page = await watchedPage(browser, { viewport: VIEWPORTS.phone });
  for (const path of ["/", "/blog", "/events", "/social", "/search"]) {
    await page.visit(`${at("oaxaca.cosecha")}${path}`);
    assert.match(await page.locator("html").getAttribute("lang"), /^es\b/);
    const words = await page.locator("body").innerText();
    assert.doesNotMatch(words, /\b(Read more|Older|Newer|Upcoming|Comments|Search|Skip to)\b/, `${path} has English words`);
    await soundPage(page);
  }
  await page.context().close();
});

test("social entries show where they come from and load nothing from there", async () => {
  const page = await watchedPage(browser, { viewport: VIEWPORTS.phone });
  let shown = 0;
  for (const host of ["", "cosecha", "ifnotnow", "boston.cosecha", "oaxaca.cosecha", "boston.ifnotnow", "mexico.ifnotnow"]) {
    await page.visit(`${at(host)}/social`);
    const outside = await page
      .getByRole("main")
      .locator("a[href]")
      .evaluateAll((links) => links.map((link) => link.href));
    shown += outside.filter((address) => /^https?:/.test(address) && !isOurs(address)).length;
    await soundPage(page);
  }
  assert.ok(shown > 0, "some site of the demo shows entries from elsewhere");
  await page.context().close();
});

test("the keyboard reaches the content first", async () => {
  const page = await watchedPage(browser, { viewport: VIEWPORTS.desktop });
  await page.visit(`${at("boston.cosecha")}/`);
  await page.keyboard.press("Tab");
  const target = await page.evaluate(() => document.activeElement?.getAttribute("href") ?? "");
  assert.match(target, /^#./, "the first stop is a link into the page");
  assert.ok(await page.evaluate((id) => document.querySelector(id)?.closest("main, body") !== null, target));
  // It slides in; what counts is where it comes to rest.
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
  const box = await page.locator(":focus").boundingBox();
  assert.ok(box && box.y >= 0 && box.x >= 0, "the link can be seen while it has the focus");
  await page.context().close();
});

test("a keyboard's focus is always visible", async () => {
  const page = await watchedPage(browser, { viewport: VIEWPORTS.desktop });
  await page.visit(`${at("")}/`);
  const hidden = [];
  for (let step = 0; step < 25; step += 1) {
    await page.keyboard.press("Tab");
    const seen = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const style = getComputedStyle(element);
      const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
      return { outlined: outlined || style.boxShadow !== "none", name: element.outerHTML.slice(0, 120) };
    });
    if (seen && !seen.outlined) hidden.push(seen.name);
  }
  nothingWrong(hidden);
  await page.context().close();
});
