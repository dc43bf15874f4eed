// Every page of account and workplace that each role can reach, and what a switch and a language do.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violationsInEachScheme } from "./axe.mjs";
import { launch, VIEWPORTS, watchedPage } from "./chromium.mjs";
import { get, isOurs } from "./network.mjs";
import { nothingWrong } from "./nothing_wrong.mjs";
import { ownServer } from "./own_server.mjs";
import { makePerson, personPage, press, send, signIn, WAYS, soundPage } from "./persons.mjs";
import { DEMO_PEOPLE, roomsOf, signedInPage, STRANGERS_PAGES } from "./rooms.mjs";
import { checked, forbidden } from "./valid_html.mjs";
import { englishIn } from "./words.mjs";

const NETWORK = "cosecha.umbrella.localhost";
const BOSTON = "boston.cosecha.umbrella.localhost";
const OAXACA = "oaxaca.cosecha.umbrella.localhost";

let browser;
/** [{open, rooms}]: how to open a browser as somebody, and the pages they have. */
let everybody;
before(async () => {
  browser = await launch();
  const stranger = {
    open: (options) => watchedPage(browser, { mayKeepCookies: true, ...options }),
    rooms: STRANGERS_PAGES,
  };
  everybody = [stranger];
  for (const person of DEMO_PEOPLE) {
    everybody.push({ open: (options) => signedInPage(browser, person, options), rooms: await roomsOf(browser, person) });
  }
});
after(() => browser?.close());

test("every role has its rooms, and every link between them leads somewhere", () => {
  const wrong = [];
  for (const { rooms } of everybody) {
    for (const { name, url, status } of rooms) {
      const expected = STRANGERS_PAGES.find((page) => page.name === name)?.status ?? 200;
      if (status !== expected) wrong.push(`${name}: ${status} for ${url}`);
    }
  }
  const count = (role) => everybody.flatMap(({ rooms }) => rooms).filter(({ name }) => name.startsWith(`${role}-at-manage`)).length;
  const counts = DEMO_PEOPLE.map(({ role }) => `${role} ${count(role)}`);
  console.log(`rooms of the workplace: ${counts.join(", ")}`);
  if (!(count("umbrella-admin") >= 10 && count("manager") >= 6 && count("member") >= 2)) wrong.push(`too few rooms: ${counts}`);
  nothingWrong(wrong);
});

test("no link of any room is dead", { timeout: 300_000 }, async () => {
  const wrong = [];
  const asked = new Map();
  for (const { open, rooms } of everybody) {
    const page = await open({ viewport: VIEWPORTS.desktop });
    for (const { name, url, status } of rooms) {
      await page.visit(url, status);
      const links = await page.locator("a[href]").evaluateAll((anchors) => anchors.map((anchor) => anchor.href));
      for (const link of new Set(links.map((address) => address.split("#")[0]))) {
        if (!/^https?:/.test(link) || !isOurs(link) || link === url) continue;
        const cookies = await page.context().cookies(link);
        const key = `${link} ${cookies.map(({ value }) => value)}`;
        if (!asked.has(key)) {
          const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
          asked.set(key, (await get(link, cookie ? { cookie } : {})).status);
        }
        if (asked.get(key) >= 400) wrong.push(`${name}: ${asked.get(key)} for ${link}`);
      }
    }
    await page.context().close();
  }
  nothingWrong(wrong);
});

for (const [way, options] of WAYS) {
  test(`every room is sound and valid on ${way}`, { timeout: 900_000 }, async () => {
    const wrong = [];
    const pages = [];
    for (const { open, rooms } of everybody) {
      const page = await open(options);
      for (const { name, url, status } of rooms) {
        const response = await page.visit(url, status);
        pages.push({ name, html: await response.text() });
        wrong.push(...(await page.problems()).map((problem) => `${name}: ${problem}`));
        wrong.push(...(await page.sidewaysScroll()).map((problem) => `${name}: ${problem} (${url})`));
        const headings = await page.getByRole("heading", { level: 1 }).count();
        if (headings !== 1) wrong.push(`${name}: ${headings} main headings (${url})`);
        const shown = await page.locator("[hidden]").filter({ visible: true }).count();
        if (shown > 0) wrong.push(`${name}: ${shown} hidden things can be seen (${url})`);
        if (!(await page.title()).trim()) wrong.push(`${name}: no title (${url})`);
        for (const { text, height, width } of await smallTargets(page)) {
          wrong.push(`${name}: “${text}” is ${width} × ${height} px, less than a thumb`);
        }
      }
      await page.context().close();
    }
    wrong.push(...checked(pages).errors, ...forbidden(pages));
    nothingWrong(wrong);
  });
}

/** Buttons and fields that a thumb would miss. Links within text may be as high as their line. */
function smallTargets(page) {
  return page.evaluate(() => {
    const small = [];
    const targets = "main button, main select, main textarea, main a.button, header button";
    const fields = 'main input:not([type="hidden"]):not([type="checkbox"]):not([type="radio"])';
    for (const element of document.querySelectorAll(`${targets}, ${fields}`)) {
      const { width, height } = element.getBoundingClientRect();
      if (height === 0 || element.ariaHidden === "true" || (height >= 43.5 && width >= 43.5)) continue;
      const text = (element.innerText || element.name || element.id).trim().slice(0, 40);
      small.push({ text, width: Math.round(width), height: Math.round(height) });
    }
    return small;
  });
}

for (const size of ["phone", "desktop"]) {
  test(`axe finds nothing in any room on a ${size}, light and dark`, { timeout: 900_000 }, async () => {
    const wrong = [];
    for (const { open, rooms } of everybody) {
      // axe is put in by the debugger, and its own style needs the page's policy out of the way.
      const page = await open({ viewport: VIEWPORTS[size], bypassCSP: true });
      for (const { name, url, status } of rooms) {
        await page.visit(url, status);
        wrong.push(...(await violationsInEachScheme(page)).map((violation) => `${name}, ${violation} (${url})`));
      }
      await page.context().close();
    }
    nothingWrong(wrong);
  });
}

for (const [way, options] of WAYS) {
  test(`a feature is switched off and on again on ${way}`, { timeout: 180_000 }, async (t) => {
    const server = await boston(t);
    await makePerson(browser, server, { email: "theo@example.org", name: "Theo", role: "manager", host: BOSTON });
    const site = server.at(BOSTON);
    const visitor = await personPage(browser, server);
    const eventsInMenu = () => visitor.locator(`header a[href$="/events"], nav a[href$="/events"]`).count();
    await visitor.visit(`${site}/events`);
    assert.ok((await eventsInMenu()) >= 1, "the menu has events to begin with");

    const theo = await personPage(browser, server, options);
    await signIn(theo, site, "theo@example.org");
    await theo.visit(`${site}/manage/features`);
    const calendar = theo.locator('#switch-calendar');
    const isOn = async () => (await calendar.getAttribute("aria-pressed")) ?? (await calendar.getAttribute("aria-checked"));
    assert.equal(await isOn(), "true");
    await press(theo, calendar);
    assert.equal(await theo.getByRole("status").count(), 1, "it says that it is switched off");
    assert.equal(await isOn(), "false");
    await soundPage(theo);
    await visitor.visit(`${site}/events`, 404);
    await visitor.visit(`${site}/`);
    assert.equal(await eventsInMenu(), 0, "the menu has no events");

    await press(theo, calendar);
    assert.equal(await isOn(), "true");
    await soundPage(theo);
    await visitor.visit(`${site}/events`);
    assert.ok((await eventsInMenu()) >= 1, "the menu has events again");
    await soundPage(visitor);
    await theo.context().close();
    await visitor.context().close();
  });
}

test("a person's own language goes with them: account, workplace, mails", { timeout: 180_000 }, async (t) => {
  const server = await boston(t);
  await makePerson(browser, server, { email: "ximena@example.org", name: "Ximena", role: "manager", host: BOSTON });
  const page = await personPage(browser, server);
  await signIn(page, server.at(BOSTON), "ximena@example.org");
  assert.match(await page.locator("html").getAttribute("lang"), /^en\b/, "to begin with the site's language");
  await page.visit(`${server.at("id.umbrella.localhost")}/account`);
  await send(page, { locale: "es" });
  const wrong = [];
  const inSpanish = async (url) => {
    if (url) await page.visit(url);
    await soundPage(page);
    const lang = await page.locator("html").getAttribute("lang");
    if (!/^es\b/.test(lang)) wrong.push(`${page.url()} has lang="${lang}"`);
    wrong.push(...(await englishIn(page)).map((words) => `${page.url()}: ${words}`));
  };
  await inSpanish(null);
  const rooms = ["/manage", "/manage/features", "/manage/people", "/manage/people/invite", "/manage/settings", "/manage/address", "/manage/log", "/manage/membership"];
  for (const room of rooms) await inSpanish(`${server.at(BOSTON)}${room}`);
  await inSpanish(`${server.at("id.umbrella.localhost")}/account/security`);
  // What visitors read stays in the site's language.
  await page.visit(`${server.at(BOSTON)}/`);
  assert.match(await page.locator("html").getAttribute("lang"), /^en\b/);

  await page.visit(`${server.at("id.umbrella.localhost")}/account`);
  await press(page, page.locator('form[action="/sign-out"] button').first());
  await page.visit(`${server.at("id.umbrella.localhost")}/forgot`);
  await send(page, { email: "ximena@example.org" });
  const mail = await server.mailTo("ximena@example.org", "reset_password");
  wrong.push(...(await englishIn(mail.text)).map((words) => `${mail.subject}: ${words}`));
  assert.match(mail.html, /<html[^>]*\slang="es"/);
  assert.match(mail.subject + mail.text, /contraseña/i);
  await page.context().close();
  nothingWrong(wrong);
});

test("strangers are asked to sign in, in the language of their browser; a Spanish site invites in Spanish", async (t) => {
  const server = await boston(t);
  const stranger = await personPage(browser, server, { locale: "es-MX" });
  const wrong = [];
  for (const [path, status] of [["/sign-in", 200], ["/sign-up", 200], ["/forgot", 200], ["/invitation?token=none", 400]]) {
    await stranger.visit(`${server.at("id.umbrella.localhost")}${path}`, status);
    await soundPage(stranger);
    assert.match(await stranger.locator("html").getAttribute("lang"), /^es\b/, path);
    wrong.push(...(await englishIn(stranger)).map((words) => `${path}: ${words}`));
  }
  await stranger.context().close();
  nothingWrong(wrong);

  await makePerson(browser, server, { email: "lucia@example.org", name: "Lucía", role: "manager", host: OAXACA });
  const lucia = await personPage(browser, server);
  await signIn(lucia, server.at(OAXACA), "lucia@example.org");
  assert.match(await lucia.locator("html").getAttribute("lang"), /^es\b/, "the workplace speaks as the site does");
  await lucia.visit(`${server.at(OAXACA)}/manage/people/invite`);
  await send(lucia, { email: "pilar@example.org", role: "author" });
  await lucia.context().close();
  const mail = await server.mailTo("pilar@example.org", "invitation");
  assert.match(mail.html, /<html[^>]*\slang="es"/);
  nothingWrong((await englishIn(mail.text)).map((words) => `${mail.subject}: ${words}`));
});

async function boston(t) {
  const server = await ownServer({
    places: [
      { host: NETWORK, name: "Cosecha" },
      { host: BOSTON, name: "Boston", under: NETWORK },
      { host: OAXACA, name: "Oaxaca", under: NETWORK, locale: "es" },
    ],
  });
  t.after(() => server.stop());
  return server;
}
