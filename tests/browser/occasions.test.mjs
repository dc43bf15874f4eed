// Pages that are there only at times (something waits, something was refused, a link came by mail): axe and valid HTML.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violationsInEachScheme } from "./axe.mjs";
import { launch, VIEWPORTS } from "./chromium.mjs";
import { nothingWrong } from "./nothing_wrong.mjs";
import { ownServer } from "./own_server.mjs";
import { makePerson, PASSWORD, personPage, press, send, signIn, withoutOwnChecks } from "./persons.mjs";
import { checked, forbidden } from "./valid_html.mjs";

const UMBRELLA = "umbrella.localhost";
const NETWORK = "cosecha.umbrella.localhost";
const BOSTON = "boston.cosecha.umbrella.localhost";
const CHICAGO = "chicago.cosecha.umbrella.localhost";
const SIGN_IN_HOST = "id.umbrella.localhost";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

for (const size of ["phone", "desktop"]) {
  test(`what stands there only at times is accessible and valid on a ${size}`, { timeout: 600_000 }, async (t) => {
    const server = await ownServer({
      places: [
        { host: NETWORK, name: "Cosecha" },
        { host: BOSTON, name: "Boston", under: NETWORK, theme: "placard" },
        { host: CHICAGO, name: "Chicago", under: NETWORK, theme: "chalkboard" },
      ],
    });
    t.after(() => server.stop());
    const site = server.at(BOSTON);
    const account = (path) => `${server.at(SIGN_IN_HOST)}${path}`;
    const wrong = [];
    const pages = [];
    /** Looks at the page as it stands. */
    const look = async (page, name) => {
      pages.push({ name: `${size}-${name}`, html: await page.content() });
      wrong.push(...(await page.problems()).map((problem) => `${name}: ${problem}`));
      wrong.push(...(await page.sidewaysScroll()).map((problem) => `${name}: ${problem}`));
      wrong.push(...(await violationsInEachScheme(page)).map((violation) => `${name}, ${violation}`));
    };
    const open = () => personPage(browser, server, { viewport: VIEWPORTS[size], bypassCSP: true });

    const stranger = await open();
    await stranger.visit(server.setUpLink);
    await look(stranger, "set-up");
    await stranger.visit(account("/sign-up"));
    await send(stranger, { email: "sam@example.org" });
    await look(stranger, "sign-up-mailed");
    await stranger.visit((await server.mailTo("sam@example.org", "verify_email")).link);
    await look(stranger, "sign-up-confirm");
    await send(stranger, { name: "Sam", password: PASSWORD });
    await look(stranger, "sign-up-done");
    await stranger.context().close();

    await makePerson(browser, server, { email: "noor@example.org", name: "Noor", role: "umbrella-admin", host: UMBRELLA });
    await makePerson(browser, server, { email: "theo@example.org", name: "Theo", role: "manager", host: BOSTON });
    await makePerson(browser, server, { email: "maite@example.org", name: "Maite", role: "manager", host: CHICAGO });

    // Somebody asks to join, and for a site.
    const sam = await open();
    await signIn(sam, site, "sam@example.org");
    await look(sam, "workplace-without-a-role");
    await sam.visit(`${site}/manage/features`, 403);
    await look(sam, "refused");
    await sam.visit(`${site}/join`);
    await look(sam, "join");
    await send(sam, { note: "I cook on Thursdays.\nMay I help?" });
    await look(sam, "join-asked");
    await sam.visit(`${server.at(NETWORK)}/start`);
    await sam.locator('[name="name"]').fill("Boston");
    await sam.locator('[name="label"]').fill("boston");
    await press(sam, sam.locator("main form button.is-primary"));
    await look(sam, "start-refused");
    await send(sam, { name: "Somerville", label: "somerville", about: "Tenants." });
    assert.equal(new URL(sam.url()).pathname, "/start/asked");
    await look(sam, "start-asked");

    // Those who look after the place see it, and what they send may be wrong.
    const theo = await open();
    await theo.visit(`${site}/manage`);
    theo.expects(403);
    await send(theo, { email: "theo@example.org", password: "not the right words at all" });
    await look(theo, "sign-in-refused");
    await send(theo, { email: "theo@example.org", password: PASSWORD });
    await look(theo, "somebody-waits");
    await theo.visit(`${site}/manage/people/invite`);
    await withoutOwnChecks(theo);
    await send(theo, { email: "nowhere" });
    await look(theo, "invite-refused");
    await send(theo, { email: "new@example.org", note: "Welcome!" });
    await theo.visit(`${site}/manage/people`);
    await look(theo, "people-waiting");
    for (const kind of ["requests", "invitations"]) {
      const link = theo.locator(`main a[href^="/manage/people/${kind}/"]`).first();
      if ((await link.count()) === 0) continue;
      await press(theo, link);
      await look(theo, `people-${kind}-one`);
      await theo.visit(`${site}/manage/people`);
    }
    await theo.visit(`${site}/manage/settings`);
    await withoutOwnChecks(theo);
    await send(theo, { name: "", contact: "mauve" });
    await look(theo, "settings-refused");
    await theo.visit(`${site}/manage/address`);
    await send(theo, { domain: "tenants.example" }, theo.locator('form:has([name="domain"]) button').first());
    await look(theo, "address-domain");
    await theo.visit(account("/account/email"));
    await send(theo, { email: "theo.new@example.org" });
    await look(theo, "email-mailed");
    await theo.visit((await server.mailTo("theo.new@example.org")).link);
    await look(theo, "email-confirm");
    await theo.visit(account("/account/password"));
    await withoutOwnChecks(theo);
    theo.expects(403);
    await theo.locator('main input[type="password"]').last().fill("short");
    await press(theo, theo.locator("main form button.is-primary").first());
    await look(theo, "password-refused");
    await theo.context().close();

    const invited = await open();
    await invited.visit((await server.mailTo("new@example.org", "invitation")).link);
    await look(invited, "invitation");
    await withoutOwnChecks(invited);
    await send(invited, { name: "", password: "boston" });
    await look(invited, "invitation-refused");
    await invited.context().close();

    // A site is asked for and closed; its manager objects.
    const noor = await open();
    await signIn(noor, server.at(UMBRELLA), "noor@example.org");
    await noor.visit((await server.mailTo("noor@example.org", "site_requested")).link);
    await look(noor, "requests-waiting");
    await press(noor, noor.locator('main a[href^="/manage/requests/"]').first());
    await look(noor, "request-one");
    await noor.visit(`${server.at(NETWORK)}/manage/sites`);
    await press(noor, noor.getByRole("main").getByRole("link", { name: "Chicago" }));
    await noor.locator('[name="reason"]').fill("Somebody published addresses of others.");
    await press(noor, noor.locator('[name="act"][value="suspend"]'));
    await look(noor, "site-closed");
    await noor.context().close();
    const maite = await open();
    await signIn(maite, server.at(CHICAGO), "maite@example.org");
    await look(maite, "workplace-of-a-closed-site");
    await maite.visit(`${server.at(CHICAGO)}/manage/appeal`);
    await look(maite, "appeal");
    await maite.visit(`${server.at(CHICAGO)}/`, 403);
    await look(maite, "closed-site");
    await maite.context().close();
    await sam.context().close();

    wrong.push(...checked(pages).errors, ...forbidden(pages));
    nothingWrong(wrong);
    assert.ok(pages.length >= 25, `${pages.length} pages`);
  });
}
