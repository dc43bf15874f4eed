// What a person does on every server: open pages signed in, sign in and out, fill in a form.
import assert from "node:assert/strict";
import { VIEWPORTS, watchedPage } from "./chromium.mjs";
import { nothingWrong } from "./nothing_wrong.mjs";

/** Fifteen characters and more: enough for those who look after a place. */
export const PASSWORD = "seven lanterns over the quiet harbour";

let networks = 0;

/** A browser of its own, in a network of its own: a page that is watched, and may keep cookies. */
export function personPage(browser, server, options = {}) {
  networks += 1;
  return watchedPage(browser, {
    viewport: VIEWPORTS.phone,
    isOurs: server.isOurs,
    mayKeepCookies: true,
    extraHTTPHeaders: { "x-forwarded-for": `10.${Math.floor(networks / 250)}.${networks % 250}.7` },
    ...options,
  });
}

/** Presses a button (or follows a link) and waits for the page it leads to. */
export async function press(page, button) {
  await Promise.all([page.waitForEvent("framenavigated", (frame) => frame === page.mainFrame()), button.click()]);
  await page.waitForLoadState("load");
}

/** Fills in the fields by name, and sends the form they are in. */
export async function send(page, fields, submit = null) {
  let form = null;
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`main [name="${name}"]:not([type="hidden"])`).first();
    form = page.locator("main form").filter({ has: page.locator(`[name="${name}"]:not([type="hidden"])`) }).first();
    const kind = await field.evaluate((element) => element.type);
    if (kind === "checkbox") await field.setChecked(Boolean(value));
    else if (kind === "radio") await page.locator(`main [name="${name}"][value="${value}"]`).check();
    else if (kind === "select-one") await field.selectOption(value);
    else await field.fill(value);
  }
  await press(page, submit ?? form.locator("button.is-primary").last());
}

/** As a browser that checks nothing by itself: what is wrong is for the server to say. */
export function withoutOwnChecks(page) {
  return page.locator("main form").evaluateAll((forms) => {
    for (const form of forms) form.noValidate = true;
  });
}

/** Opens a place's workplace and signs in on the way. */
export async function signIn(page, place, email, password = PASSWORD) {
  await page.visit(`${place}/manage`);
  assert.match(page.url(), /\/\/id\.[^/]+\/sign-in/, "the workplace sends strangers to the sign-in host");
  await send(page, { email, password });
  assert.equal(page.url().split("?")[0], `${place}/manage`, "signing in leads back to where they wanted to go");
}

/** Has the server make an account with a role, and its owner choose the password in a browser. */
export async function makePerson(browser, server, { email, name, role, host }) {
  const printed = await server.command("user", "create", email, "--name", name);
  if (role) await server.command("user", "grant", email, role, host);
  const page = await personPage(browser, server);
  await page.visit(/https?:\/\/\S+/.exec(printed)[0]);
  await send(page, { password: PASSWORD });
  nothingWrong(await page.problems(), "choosing a password");
  await page.context().close();
}

/** A page as it stands: nothing wrong was met on the way to it, and it is as wide as the screen. */
export async function soundPage(page) {
  nothingWrong(await page.problems(), page.url());
  nothingWrong(await page.sidewaysScroll(), page.url());
  assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1, `${page.url()} has one main heading`);
}

/** How each journey is walked: names of tests, and the browser's options. */
export const WAYS = [
  ["a phone", { viewport: VIEWPORTS.phone }],
  ["a desktop", { viewport: VIEWPORTS.desktop }],
  ["a phone without JavaScript", { viewport: VIEWPORTS.phone, javaScriptEnabled: false }],
];
