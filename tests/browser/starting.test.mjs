// Starting a site: at once where the network is open, and by request where somebody answers first.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violationsInEachScheme } from "./axe.mjs";
import { launch, VIEWPORTS } from "./chromium.mjs";
import { nothingWrong } from "./nothing_wrong.mjs";
import { ownServer } from "./own_server.mjs";
import { makePerson, PASSWORD, personPage, press, send, signIn, soundPage, WAYS } from "./persons.mjs";

const UMBRELLA = "umbrella.localhost";
const NETWORK = "cosecha.umbrella.localhost";
const TAKEN = "boston.cosecha.umbrella.localhost";
const NEW = "somerville-tenants.cosecha.umbrella.localhost";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** A network with one site, somebody who looks after the umbrella, and somebody who holds no role anywhere. */
async function network(t) {
  const server = await ownServer({
    places: [
      { host: NETWORK, name: "Cosecha" },
      { host: TAKEN, name: "Boston", under: NETWORK },
    ],
  });
  t.after(() => server.stop());
  await makePerson(browser, server, { email: "noor@example.org", name: "Noor", role: "umbrella-admin", host: UMBRELLA });
  await makePerson(browser, server, { email: "ana@example.org", name: "Ana" });
  return server;
}

/** Opens /start of the network and signs in on the way. */
async function openStart(page, server, email) {
  await page.visit(`${server.at(NETWORK)}/start`);
  await send(page, { email, password: PASSWORD });
  assert.equal(page.url(), `${server.at(NETWORK)}/start`);
  await soundPage(page);
}

/** Types as a person does, so that the script hears of it; sends the form in the end. */
async function fillIn(page, { name, place }, { withScript }) {
  await page.locator('[name="name"]').fill(name);
  if (withScript) {
    await page.locator("#address-state:not(:empty)").waitFor();
    assert.equal(await page.locator('[name="label"]').inputValue(), "somerville-tenants", "an address is offered");
  }
  await page.locator('[name="about"]').fill("Tenants of Somerville who help each other against evictions.");
  await page.locator('[name="place"]').fill(place);
  await page.locator('[name="topics"]').fill("Housing, Mutual aid");
  if (withScript) {
    await page.locator('[name="place_key"]').first().waitFor();
  } else {
    await press(page, page.locator('[name="look_up"]'));
    assert.equal(await page.locator('[name="name"]').inputValue(), name, "looking a place up keeps what was typed");
    await soundPage(page);
  }
  await page.locator('[name="place_key"]').first().check();
  await page.locator('[name="rough"][value="yes"]').check();
  await soundPage(page);
  await press(page, page.locator("main form button.is-primary"));
}

/** What is there once a site is live, for its founder and for everybody. */
async function isLive(page, server, stranger) {
  await stranger.visit(`${server.at(NEW)}/`);
  assert.match(await stranger.title(), /Somerville Tenants/);
  const firstPage = stranger.locator('a[href^="/"]').filter({ hasText: /about|who we are/i }).first();
  await stranger.visit(new URL(await firstPage.getAttribute("href"), server.at(NEW)).href);
  assert.match(await stranger.getByRole("main").innerText(), /evictions/, "the first page says what they are");
  await soundPage(stranger);
  await stranger.visit(`${server.at(NEW)}/events`);
  assert.equal(await stranger.locator('main a[href^="/events/"]:not([href*="."])').count(), 0, "the first event is a draft");
  await soundPage(stranger);
  await stranger.visit(`${server.at(NETWORK)}/directory`);
  assert.equal(await stranger.locator(`main a[href^="${server.at(NEW)}"]`).count() > 0, true, "the network lists it");

  await page.visit(`${server.at(NEW)}/manage`);
  assert.equal(page.url(), `${server.at(NEW)}/manage`, "the founder needs no further sign-in");
  assert.match(await page.getByRole("main").innerText(), /Site manager/);
  assert.ok((await page.locator("main .steps a").count()) >= 3, "a checklist waits for the new manager");
  await soundPage(page);
}

for (const [way, options] of WAYS) {
  const withScript = options.javaScriptEnabled !== false;

  test(`in an open network a site is live at once on ${way}`, { timeout: 240_000 }, async (t) => {
    const server = await network(t);
    const noor = await personPage(browser, server, options);
    await signIn(noor, server.at(UMBRELLA), "noor@example.org");
    for (const host of [UMBRELLA, NETWORK]) {
      await noor.visit(`${server.at(host)}/manage/rules`);
      await soundPage(noor);
      await send(noor, { start_mode: "open" });
      assert.equal(await noor.getByRole("status").count(), 1, "it says that it is saved");
    }
    await noor.context().close();

    const ana = await personPage(browser, server, options);
    await openStart(ana, server, "ana@example.org");
    // Taken and reserved names are told beside the field, with others to take; what was typed stays.
    for (const label of ["boston", "admin", "A b!"]) {
      await ana.locator('[name="name"]').fill("Somerville Tenants");
      await ana.locator('[name="label"]').fill(label);
      await ana.locator('[name="about"]').fill("Typed already");
      await press(ana, ana.locator("main form button.is-primary"));
      assert.equal(await ana.locator('[name="label"][aria-invalid="true"]').inputValue(), label);
      assert.equal(await ana.locator('[name="about"]').inputValue(), "Typed already");
      assert.ok((await ana.locator("#address-suggestions button").count()) >= 1, `something else is offered for ${label}`);
      await soundPage(ana);
    }
    if (withScript) {
      await ana.locator('[name="label"]').fill("boston");
      await ana.locator('#address-state[data-state="taken"]').waitFor();
      await ana.locator("#address-suggestions button").first().click();
      await ana.locator('#address-state[data-state="free"]').waitFor();
      assert.notEqual(await ana.locator('[name="label"]').inputValue(), "boston");
      await soundPage(ana);
    }
    await ana.visit(`${server.at(NETWORK)}/start`);
    await fillIn(ana, { name: "Somerville Tenants", place: "Boston" }, { withScript });
    assert.equal(ana.url().split("?")[0], `${server.at(NEW)}/manage`, "it leads to the workplace of the new site");
    assert.equal(await ana.getByRole("status").count(), 1, "it says that the site is there");
    await soundPage(ana);
    const stranger = await personPage(browser, server, options);
    await isLive(ana, server, stranger);
    await ana.context().close();
    await stranger.context().close();
  });

  test(`where somebody answers first, a site is live once it is approved on ${way}`, { timeout: 240_000 }, async (t) => {
    const server = await network(t);
    const ana = await personPage(browser, server, options);
    await openStart(ana, server, "ana@example.org");
    await fillIn(ana, { name: "Somerville Tenants", place: "Boston" }, { withScript });
    assert.equal(new URL(ana.url()).pathname, "/start/asked");
    assert.match(await ana.getByRole("main").innerText(), /Somerville Tenants/);
    await soundPage(ana);
    const stranger = await personPage(browser, server, options);
    await stranger.visit(`${server.at(NEW)}/`, 404);

    const asked = await server.mailTo("noor@example.org", "site_requested");
    assert.match(asked.subject + asked.text, /Somerville Tenants/);
    const noor = await personPage(browser, server, options);
    await signIn(noor, server.at(UMBRELLA), "noor@example.org");
    await noor.visit(asked.link);
    await soundPage(noor);
    await press(noor, noor.getByRole("main").getByRole("link", { name: "Somerville Tenants" }).first());
    assert.match(await noor.getByRole("main").innerText(), /evictions/, "the whole wish is there to be read");
    await soundPage(noor);
    await press(noor, noor.locator('button[name="decision"][value="accepted"]'));
    assert.equal(await noor.getByRole("status").count(), 1, "it says what was decided");
    await soundPage(noor);
    await noor.context().close();

    const approved = await server.mailTo("ana@example.org", "site_approved");
    await ana.visit(approved.link);
    assert.equal(ana.url().split("?")[0], `${server.at(NEW)}/manage`, "the mail leads to the workplace");
    await isLive(ana, server, stranger);
    await ana.context().close();
    await stranger.context().close();
  });
}

test("a declined wish is answered with its reason", { timeout: 240_000 }, async (t) => {
  const server = await network(t);
  const ana = await personPage(browser, server);
  await openStart(ana, server, "ana@example.org");
  await fillIn(ana, { name: "Somerville Tenants", place: "Boston" }, { withScript: true });
  const noor = await personPage(browser, server);
  await signIn(noor, server.at(UMBRELLA), "noor@example.org");
  await noor.visit((await server.mailTo("noor@example.org", "site_requested")).link);
  await press(noor, noor.getByRole("main").getByRole("link", { name: "Somerville Tenants" }).first());
  await noor.locator('[name="reason"]').fill("Boston covers Somerville: please join them.");
  await press(noor, noor.locator('button[name="decision"][value="declined"]'));
  await soundPage(noor);
  const declined = await server.mailTo("ana@example.org", "site_declined");
  assert.match(declined.text, /Boston covers Somerville/);
  await ana.visit(`${server.at(NETWORK)}/start/asked`);
  assert.match(await ana.getByRole("main").innerText(), /Boston covers Somerville/);
  await soundPage(ana);
  nothingWrong(await noor.problems());
  await ana.context().close();
  await noor.context().close();
});

test("where only those who look after the network start sites, others are told whom to ask", { timeout: 240_000 }, async (t) => {
  const server = await network(t);
  const noor = await personPage(browser, server);
  await signIn(noor, server.at(UMBRELLA), "noor@example.org");
  await noor.visit(`${server.at(NETWORK)}/manage/rules`);
  await send(noor, { start_mode: "invitation" });
  await noor.context().close();
  const ana = await personPage(browser, server);
  await openStart(ana, server, "ana@example.org");
  assert.equal(await ana.locator('main [name="name"]').count(), 0, "there is no form");
  await soundPage(ana);
  await ana.context().close();
});

for (const [way, options] of [
  ["a phone", { viewport: VIEWPORTS.phone, hasTouch: true }],
  ["a desktop", { viewport: VIEWPORTS.desktop }],
]) {
  test(`a point is picked on the map on ${way}`, { timeout: 240_000 }, async (t) => {
    const server = await network(t);
    const ana = await personPage(browser, server, options);
    await openStart(ana, server, "ana@example.org");
    const loaded = [];
    ana.on("request", (request) => loaded.push(new URL(request.url()).pathname));
    assert.equal(loaded.filter((path) => /leaflet|world/.test(path)).length, 0, "the map is loaded when it is asked for");
    await ana.locator("[data-map-open]").click();
    const map = ana.locator("#place-map");
    await map.locator(".map-town").first().waitFor();
    await picture(ana, `map-world-${way}`);
    await soundPage(ana);
    // A town that is chosen is where the map goes.
    await ana.locator('[name="place"]').fill("Madrid");
    await ana.locator('[name="place_key"]').first().waitFor();
    await ana.locator('[name="place_key"]').nth(1).check();
    await ana.locator('[name="place_key"]').first().check();
    await map.locator(".map-town", { hasText: "Madrid" }).first().waitFor();
    const box = await map.boundingBox();
    const point = { x: box.width / 2 + 20, y: box.height / 2 - 10 };
    if (options.hasTouch) await map.tap({ position: point });
    else await map.click({ position: point });
    assert.match(await ana.locator('[name="coordinates"]').inputValue(), /^40\.\d\d, -3\.\d\d$/);
    await ana.locator("[data-map-near]:not(:empty)").waitFor();
    await ana.locator('[name="rough"][value="yes"]').check();
    assert.equal(await map.locator(".map-area").count(), 1, "the area is shown in place of the point");
    await map.scrollIntoViewIfNeeded();
    await picture(ana, `map-madrid-${way}`);
    for (const button of await map.locator(".leaflet-bar a").all()) {
      const { width, height } = await button.boundingBox();
      assert.ok(width >= 44 && height >= 44, "buttons are large enough for a thumb");
    }
    await soundPage(ana);
    await ana.locator("[data-map-clear]").click();
    assert.equal(await ana.locator('[name="coordinates"]').inputValue(), "");
    assert.equal(await map.locator(".map-point").count(), 0);
    // What is typed by hand moves the point.
    await ana.locator("details summary").click();
    await ana.locator('[name="coordinates"]').fill("42.36, -71.06");
    await map.locator(".map-town", { hasText: "Boston" }).first().waitFor();
    assert.equal(await map.locator(".map-point").count(), 1);
    await soundPage(ana);
    await ana.context().close();

    // axe brings a script of its own, which pages do not let in.
    const luz = await personPage(browser, server, { ...options, bypassCSP: true });
    await openStart(luz, server, "ana@example.org");
    await luz.locator("[data-map-open]").click();
    await luz.locator("#place-map .map-town").first().waitFor();
    await luz.keyboard.press("ArrowUp");
    await luz.locator("[data-map-near]:not(:empty)").waitFor();
    nothingWrong(await violationsInEachScheme(luz), `the map on ${way}`);
    await picture(luz, `map-dark-${way}`);
    await luz.context().close();

    // Without a script there is no map, and the field for coordinates is.
    const eva = await personPage(browser, server, { ...options, javaScriptEnabled: false });
    await openStart(eva, server, "ana@example.org");
    assert.equal(await eva.locator("[data-map-open]").isVisible(), false);
    assert.equal(await eva.locator('[name="coordinates"]').count(), 1);
    await eva.context().close();
  });
}

/** Keeps a picture of the page, where a folder for them is named. */
async function picture(page, name) {
  const folder = process.env.UMBEL_SCREENSHOTS;
  if (folder) await page.screenshot({ path: `${folder}/${name.replaceAll(" ", "-")}.png` });
}
