// Passkeys with Chromium's own virtual authenticator: adding one, signing in with it alone, and as a second factor.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, VIEWPORTS } from "./chromium.mjs";
import { nothingWrong } from "./nothing_wrong.mjs";
import { ownServer } from "./own_server.mjs";
import { makePerson, PASSWORD, personPage, press, send, signIn, soundPage, WAYS } from "./persons.mjs";

const NETWORK = "cosecha.umbrella.localhost";
const BOSTON = "boston.cosecha.umbrella.localhost";
const SIGN_IN_HOST = "id.umbrella.localhost";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** Gives the page a device that keeps passkeys, as a phone with a fingerprint reader does. */
async function withDevice(page, { offersByItself = false } = {}) {
  if (!offersByItself) {
    // Chromium's virtual device answers the offer beneath the address field at once, before anybody can press a button.
    await page.addInitScript(() => {
      globalThis.PublicKeyCredential.isConditionalMediationAvailable = async () => false;
    });
  }
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable", { enableUI: false });
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    credentials: async () => (await session.send("WebAuthn.getCredentials", { authenticatorId })).credentials,
    /** Whether the device recognises its owner's finger from now on. */
    recognise: (isUserVerified) => session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
  };
}

async function boston(t) {
  const server = await ownServer({
    places: [
      { host: NETWORK, name: "Cosecha" },
      { host: BOSTON, name: "Boston", under: NETWORK },
    ],
  });
  t.after(() => server.stop());
  return server;
}

/** Adds a passkey to the account that is signed in, and sees it in the list. */
async function addPasskey(page, server, device) {
  await page.visit(`${server.at(SIGN_IN_HOST)}/account/passkeys/new`);
  assert.equal(new URL(page.url()).pathname, "/account/passkeys/new", "signing in a moment ago is proof enough");
  assert.equal(await page.locator('[data-passkey="without"]').isVisible(), false, "nobody is told that it cannot be done");
  await soundPage(page);
  await send(page, { name: "My phone" });
  const [credential, ...others] = await device.credentials();
  assert.deepEqual(others, []);
  assert.equal(credential.rpId, SIGN_IN_HOST);
  assert.ok(credential.isResidentCredential, "it is found without an address");
  await soundPage(page);
}

async function signOut(page) {
  await press(page, page.locator('form[action="/sign-out"] button').first());
  nothingWrong(await page.problems(), "signing out");
}

for (const [way, options] of WAYS.filter(([, { javaScriptEnabled }]) => javaScriptEnabled !== false)) {
  test(`a passkey is added, and signs in by itself on ${way}`, { timeout: 180_000 }, async (t) => {
    const server = await boston(t);
    await makePerson(browser, server, { email: "theo@example.org", name: "Theo", role: "manager", host: BOSTON });
    const page = await personPage(browser, server, options);
    const device = await withDevice(page);
    await signIn(page, server.at(BOSTON), "theo@example.org");
    await addPasskey(page, server, device);
    const mail = await server.mailTo("theo@example.org", "second_factor_changed");
    assert.ok(mail.subject, "the owner is told by mail");
    await page.visit(`${server.at(SIGN_IN_HOST)}/account/passkeys`);
    assert.match(await page.getByRole("main").innerText(), /My phone/);
    await soundPage(page);
    await signOut(page);

    await page.visit(`${server.at(BOSTON)}/manage`);
    assert.equal(new URL(page.url()).host, new URL(server.at(SIGN_IN_HOST)).host);
    await soundPage(page);
    await page.locator('[data-passkey="sign-in"] button').click();
    await page.waitForURL(`${server.at(BOSTON)}/manage`);
    assert.match(await page.getByRole("main").innerText(), /Theo/);
    await soundPage(page);
    const [{ signCount }] = await device.credentials();
    assert.ok(signCount > 1, "the device signed again");

    // The owner's finger is not recognised: one sentence beside the button, and the password still works.
    await page.visit(`${server.at(SIGN_IN_HOST)}/account`);
    await signOut(page);
    await page.visit(`${server.at(BOSTON)}/manage`);
    await device.recognise(false);
    await page.locator('[data-passkey="sign-in"] button').click();
    const alert = page.locator('[data-passkey="sign-in"] [role="alert"]');
    await alert.waitFor({ state: "visible", timeout: 90_000 });
    assert.notEqual((await alert.innerText()).trim(), "");
    await page.context().close();
  });
}

test("a browser that offers passkeys by itself signs in without a button", { timeout: 180_000 }, async (t) => {
  const server = await boston(t);
  await makePerson(browser, server, { email: "theo@example.org", name: "Theo", role: "manager", host: BOSTON });
  const page = await personPage(browser, server, { viewport: VIEWPORTS.desktop });
  const device = await withDevice(page, { offersByItself: true });
  await signIn(page, server.at(BOSTON), "theo@example.org");
  await addPasskey(page, server, device);
  // Not signing out: the page that follows makes the offer, too, and would sign in again before the next page is open.
  await page.goto("about:blank");
  await page.context().clearCookies();
  // The offer may be taken before the page with it has loaded.
  await page.goto(`${server.at(BOSTON)}/manage`, { waitUntil: "commit" });
  await page.waitForURL(`${server.at(BOSTON)}/manage`);
  assert.match(await page.getByRole("main").innerText(), /Theo/);
  await soundPage(page);
  await page.context().close();
});

test("a password and then a passkey: the second step", { timeout: 180_000 }, async (t) => {
  const server = await boston(t);
  await makePerson(browser, server, { email: "theo@example.org", name: "Theo", role: "manager", host: BOSTON });
  const page = await personPage(browser, server);
  const device = await withDevice(page);
  await signIn(page, server.at(BOSTON), "theo@example.org");
  await addPasskey(page, server, device);
  await page.visit(`${server.at(SIGN_IN_HOST)}/account`);
  await signOut(page);
  await page.visit(`${server.at(BOSTON)}/manage`);
  await send(page, { email: "theo@example.org", password: PASSWORD });
  assert.equal(new URL(page.url()).host, new URL(server.at(SIGN_IN_HOST)).host, "the password alone is not enough");
  await soundPage(page);
  await page.locator('[data-passkey="sign-in"] button').click();
  await page.waitForURL(`${server.at(BOSTON)}/manage`);
  await soundPage(page);
  await page.context().close();
});

test("the first admin begins with a passkey instead of a password", { timeout: 180_000 }, async (t) => {
  const server = await ownServer();
  t.after(() => server.stop());
  const page = await personPage(browser, server);
  const device = await withDevice(page);
  await page.visit(server.setUpLink);
  await page.locator('[name="name"]').fill("Noor");
  await page.locator('[name="email"]').fill("noor@example.org");
  await press(page, page.locator('button[name="passkey"]'));
  assert.equal(new URL(page.url()).pathname, "/account/passkeys/new");
  await soundPage(page);
  await send(page, { name: "My phone" });
  assert.equal((await device.credentials()).length, 1);
  await soundPage(page);
  await page.visit(`${server.at("umbrella.localhost")}/manage`);
  assert.ok((await page.locator("main .steps a").count()) >= 5, "the checklist is there");
  await soundPage(page);
  await page.context().close();
});

test("without JavaScript nothing of passkeys is in the way", { timeout: 180_000 }, async (t) => {
  const server = await boston(t);
  await makePerson(browser, server, { email: "theo@example.org", name: "Theo", role: "manager", host: BOSTON });
  const page = await personPage(browser, server, { viewport: VIEWPORTS.phone, javaScriptEnabled: false });
  await page.visit(`${server.at(SIGN_IN_HOST)}/sign-in`);
  assert.equal(await page.locator("[data-passkey]").filter({ visible: true }).count(), 0);
  await soundPage(page);
  await signIn(page, server.at(BOSTON), "theo@example.org");
  await page.visit(`${server.at(SIGN_IN_HOST)}/account/passkeys/new`);
  assert.equal(await page.locator('[data-passkey="add"]').isVisible(), false, "no button that does nothing");
  assert.equal(await page.locator('[data-passkey="without"]').isVisible(), true, "it says what else will do");
  await soundPage(page);
  await page.context().close();
});
