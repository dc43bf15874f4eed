// The first admin, one sign-in for every host, and an invitation, as people meet them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./chromium.mjs";
import { ownServer } from "./own_server.mjs";
import { makePerson, PASSWORD, personPage, press, send, signIn, soundPage, WAYS, withoutOwnChecks } from "./persons.mjs";

const NETWORK = "cosecha.umbrella.localhost";
const BOSTON = "boston.cosecha.umbrella.localhost";
const OAXACA = "oaxaca.cosecha.umbrella.localhost";
// A domain of the site's own: nothing above it is the umbrella's.
const BRIGADE = "brigade.localhost";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

for (const [way, options] of WAYS) {
  test(`the first admin sets the umbrella up on ${way}`, { timeout: 180_000 }, async (t) => {
    const server = await ownServer();
    t.after(() => server.stop());
    assert.ok(server.setUpLink?.startsWith(`${server.at("id.umbrella.localhost")}/set-up?token=`), server.setUpLink);
    const page = await personPage(browser, server, options);

    await page.visit(server.setUpLink);
    await soundPage(page);
    // What is refused is told beside its field, and what was typed stays.
    await send(page, { name: "Noor Haddad", email: "noor@example.org", password: "too short" });
    assert.equal(await page.locator('[name="name"]').inputValue(), "Noor Haddad");
    assert.equal(await page.locator('[name="email"]').inputValue(), "noor@example.org");
    assert.equal(await page.locator('[name="password"][aria-invalid="true"]').count(), 1);
    await soundPage(page);
    await send(page, { password: PASSWORD });

    assert.equal(page.url(), `${server.at("umbrella.localhost")}/manage`, "it leads to the workplace of the umbrella");
    const steps = page.locator("main .steps a");
    const words = (await steps.allInnerTexts()).join("\n");
    for (const step of [/who you are|name/i, /look|theme/i, /first network/i, /invite/i, /mail/i]) assert.match(words, step);
    await soundPage(page);
    for (const address of await steps.evaluateAll((links) => [...new Set(links.map((link) => link.href))])) {
      await page.visit(address);
      await soundPage(page);
    }

    await page.visit(server.setUpLink, 400);
    assert.equal(await page.locator('[name="password"]').count(), 0, "the link works once");
    await soundPage(page);
    await page.context().close();
  });
}

for (const [way, options] of WAYS) {
  test(`one sign-in carries over three hosts on ${way}, and so does signing out`, { timeout: 180_000 }, async (t) => {
    const server = await ownServer({
      places: [
        { host: NETWORK, name: "Cosecha" },
        { host: BOSTON, name: "Boston", under: NETWORK },
        { host: OAXACA, name: "Oaxaca", under: NETWORK, locale: "es" },
      ],
    });
    t.after(() => server.stop());
    await server.command("site", "rename", OAXACA, BRIGADE);
    await makePerson(browser, server, {
      email: "ximena@example.org",
      name: "Ximena",
      role: "network-admin",
      host: NETWORK,
    });
    const page = await personPage(browser, server, options);

    await signIn(page, server.at(BOSTON), "ximena@example.org");
    await soundPage(page);
    for (const host of [NETWORK, BRIGADE]) {
      await page.visit(`${server.at(host)}/manage`);
      assert.equal(page.url().split("?")[0], `${server.at(host)}/manage`, `${host} asks for nothing more`);
      await soundPage(page);
    }
    // The former address still leads there.
    await page.visit(`${server.at(OAXACA)}/manage`);
    assert.equal(page.url(), `${server.at(BRIGADE)}/manage`);

    const cookies = await page.context().cookies();
    for (const { name, domain, secure, httpOnly, sameSite, path } of cookies) {
      assert.match(name, /^__Host-/, `${name} of ${domain}`);
      assert.deepEqual({ secure, httpOnly, sameSite, path }, { secure: true, httpOnly: true, sameSite: "Lax", path: "/" });
      assert.ok(!domain.startsWith("."), `${name} is of one host alone: ${domain}`);
    }
    const sessions = cookies.filter(({ name }) => name === "__Host-s").map(({ domain }) => domain);
    assert.deepEqual(sessions.sort(), [BOSTON, NETWORK, BRIGADE].sort());
    assert.deepEqual(cookies.filter(({ name }) => name === "__Host-tx"), [], "nothing is left of the way");

    await press(page, page.locator('form[action="/sign-out"] button'));
    await soundPage(page);
    for (const host of [BRIGADE, BOSTON, NETWORK]) {
      await page.visit(`${server.at(host)}/manage`);
      assert.match(page.url(), /\/\/id\.umbrella\.localhost:\d+\/sign-in/, `${host} knows nobody any more`);
    }
    await soundPage(page);
    await page.context().close();
  });
}

for (const [way, options] of WAYS) {
  test(`somebody is invited, makes an account and comes in on ${way}`, { timeout: 180_000 }, async (t) => {
    const server = await ownServer({
      places: [
        { host: NETWORK, name: "Cosecha" },
        { host: BOSTON, name: "Boston", under: NETWORK },
      ],
    });
    t.after(() => server.stop());
    await makePerson(browser, server, { email: "theo@example.org", name: "Theo", role: "manager", host: BOSTON });
    const theo = await personPage(browser, server, options);
    await signIn(theo, server.at(BOSTON), "theo@example.org");
    await theo.visit(`${server.at(BOSTON)}/manage/people`);
    await soundPage(theo);
    await press(theo, theo.locator('main a[href="/manage/people/invite"]'));
    await soundPage(theo);

    await withoutOwnChecks(theo);
    await send(theo, { email: "not an address", role: "editor" });
    assert.equal(await theo.locator('[name="email"]').inputValue(), "not an address", "what was typed stays");
    assert.equal(await theo.locator('[name="email"][aria-invalid="true"]').count(), 1);
    const roles = await theo.locator('[name="role"] option').evaluateAll((options) => options.map((option) => option.value));
    assert.ok(!roles.includes("network-admin") && !roles.includes("umbrella-admin"), `nobody gives more than they hold: ${roles}`);
    await soundPage(theo);
    await send(theo, { email: "maite@example.org", role: "editor" });
    assert.equal(await theo.getByRole("status").count(), 1, "it says that the invitation is on its way");
    assert.match(await theo.getByRole("main").innerText(), /maite@example\.org/, "the open invitation is listed");
    await soundPage(theo);

    const mail = await server.mailTo("maite@example.org", "invitation");
    assert.match(mail.subject, /Theo/);
    assert.match(mail.link, new RegExp(`^${server.at("id.umbrella.localhost")}/invitation\\?token=`));
    assert.ok(mail.html.includes(mail.link.replaceAll("&", "&amp;")), "the HTML has the same link");
    const maite = await personPage(browser, server, options);
    await maite.visit(mail.link);
    assert.match(await maite.getByRole("main").innerText(), /Theo[^]*Boston[^]*Editor/);
    await soundPage(maite);
    await send(maite, { name: "Maite", password: PASSWORD });
    assert.equal(maite.url().split("?")[0], `${server.at(BOSTON)}/manage`, "she lands in the workplace");
    assert.match(await maite.getByRole("main").innerText(), /Maite[^]*Editor/);
    await soundPage(maite);

    // Features are chosen by managers.
    await maite.visit(`${server.at(BOSTON)}/manage/features`, 403);
    await soundPage(maite);
    await maite.visit(mail.link, 400);
    assert.equal(await maite.locator('[name="password"]').count(), 0, "the link works once");
    await theo.visit(`${server.at(BOSTON)}/manage/people`);
    assert.match(await theo.getByRole("main").innerText(), /Maite/);
    await soundPage(theo);
    await maite.context().close();
    await theo.context().close();
  });
}
