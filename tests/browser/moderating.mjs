// A site with people who look after it and people who write there, and a witness of every page that is met.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { violationsInEachScheme } from "./axe.mjs";
import { VIEWPORTS } from "./chromium.mjs";
import { ownServer } from "./own_server.mjs";
import { makePerson, PASSWORD, personPage, press, send, signIn, soundPage } from "./persons.mjs";
import { checked, forbidden } from "./valid_html.mjs";

const NETWORK = "cosecha.umbrella.localhost";
const BOSTON = "boston.cosecha.umbrella.localhost";
/** Those who have an account; those without a role are visitors. */
const PEOPLE = [
  { email: "theo@example.org", name: "Theo", role: "manager", host: BOSTON },
  { email: "maite@example.org", name: "Maite", role: "editor", host: BOSTON },
  { email: "tomas@example.org", name: "Tomás", role: "author", host: BOSTON },
  { email: "nora@example.org", name: "Nora" },
  { email: "vera@example.org", name: "Vera" },
];
/** Two people write from here; every other browser has a network of its own. */
export const SHARED_NETWORK = "198.51.100.23";
/** Forms for guests are not taken from whoever is faster than anybody types: three seconds, counted whole. */
const AS_LONG_AS_TYPING_MS = 4_100;

/** The site on a server of its own, and one browser for each person, of one size. */
export async function moderatedSite(browser, size) {
  const server = await ownServer({
    places: [
      { host: NETWORK, name: "Cosecha" },
      { host: BOSTON, name: "Boston", under: NETWORK },
    ],
  });
  const place = server.at(BOSTON);
  const file = path.join(tmpdir(), `umbel-moderation-${process.pid}.md`);
  writeFileSync(file, '+++\ntitle = "Rent strike"\nslug = "rent-strike"\n+++\nWe stay.\n');
  await server.command("post", "create", file, "--site", BOSTON, "--publish");
  for (const person of PEOPLE) await makePerson(browser, server, person);
  const witness = witnessOf(size);
  const pages = new Map();

  /** A browser of its own, watched. */
  async function stranger(network = null) {
    // axe's own style needs the page's policy out of the way; what that forbids is looked for in the HTML.
    const options = { viewport: VIEWPORTS[size], bypassCSP: true };
    if (network) options.extraHTTPHeaders = { "x-forwarded-for": network };
    const page = await personPage(browser, server, options);
    witness.follow(page);
    return page;
  }

  /** Opens somebody's browser the first time, and signs them in with `entering`. */
  async function opened(name, network, entering) {
    if (!pages.has(name)) {
      pages.set(name, await stranger(network));
      await entering(pages.get(name), PEOPLE.find((person) => person.name === name).email);
    }
    return pages.get(name);
  }

  return {
    server,
    place,
    post: `${place}/blog/rent-strike`,
    witness,
    stranger,
    /** Somebody with a role here. */
    member: (name) => opened(name, null, (page, email) => signIn(page, place, email)),
    /** Somebody with an account and no role, who signs in when they first comment. */
    visitor: (name) =>
      opened(name, SHARED_NETWORK, async (page, email) => {
        await page.visit(`${place}/blog/rent-strike`);
        await press(page, page.getByRole("link", { name: "Write a comment" }));
        await press(page, page.getByRole("link", { name: "Write under your own name" }));
        await send(page, { email, password: PASSWORD });
        assert.equal(page.url(), `${place}/blog/rent-strike/comment`, "signing in leads back to the comment");
      }),
    stop: async () => {
      for (const page of pages.values()) await page.context().close();
      await server.stop();
    },
  };
}

/** Looks at pages as they are met and remembers what is wrong, so that one fault does not hide the others. */
function witnessOf(size) {
  const answers = new WeakMap();
  const met = [];
  const wrong = [];
  return {
    /** Keeps the HTML of what a page shows, as it came. */
    follow: (page) => {
      page.on("response", (response) => {
        const isPage = response.request().isNavigationRequest() && response.frame() === page.mainFrame();
        const isRedirect = response.status() >= 300 && response.status() < 400;
        // Nobody looks at what is left before it has come.
        if (isPage && !isRedirect) answers.set(page, response.text().catch(() => ""));
      });
    },
    /** Looks at a page as it stands; with UMBEL_SHOTS in the environment, pictures of it are put there. */
    look: async (page, name) => {
      await soundPage(page);
      met.push({ name: `${size}-${met.length}-${name}`, html: await answers.get(page), words: await page.locator("body").innerText() });
      wrong.push(...(await violationsInEachScheme(page)).map((violation) => `${name}, ${violation}`));
      for (const colorScheme of process.env.UMBEL_SHOTS ? ["dark", "light"] : []) {
        await page.emulateMedia({ colorScheme });
        const picture = path.join(process.env.UMBEL_SHOTS, `moderation-${String(met.length).padStart(2, "0")}-${name}.${size}.${colorScheme}.png`);
        await page.screenshot({ path: picture, fullPage: true });
      }
      await page.emulateMedia({ colorScheme: null, reducedMotion: null });
    },
    /** Every page so far: [{name, html, words}]. */
    met,
    /** All that is wrong with them, one line each. */
    faults: () => [...wrong, ...checked(met).errors, ...forbidden(met)],
  };
}

/** What the page says about what was just done. */
export const notice = (page) => page.getByRole("status").first().innerText();

/** The line of the queue that holds these words, whatever else waits there. */
export const waiting = (page, words) => page.locator(".queue-item").filter({ hasText: words });

/** A button by the words on it, without those for people who do not see its line. */
export const button = (within, words) => within.getByRole("button", { name: new RegExp(`^${words}(\\s*:|$)`) });

/** Fills in the form for a comment, which is open, takes the time that a person takes, and sends it. */
export async function comment(page, { name = null, text }) {
  if (name) await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Your comment").fill(text);
  if (name) await page.waitForTimeout(AS_LONG_AS_TYPING_MS);
  await press(page, button(page, "Send"));
}

/** Fills in the form for a report, which is open, and sends it. */
export async function report(page, reason, note) {
  await page.getByRole("radio", { name: reason }).check();
  await page.getByLabel("What should they know?").fill(note);
  await page.waitForTimeout(AS_LONG_AS_TYPING_MS);
  await press(page, button(page, "Send the report"));
}

/** Writes a post in the workplace, publishes it, and gives its address. */
export async function publish(page, place, title, text) {
  await page.visit(`${place}/manage/posts/new`);
  await press(page, page.locator('main form[action="/manage/posts/new"] button'));
  await page.locator('form[data-editor="ready"]').waitFor({ state: "attached" });
  await page.locator('[name="title"]').fill(title);
  await page.locator("#editor-text").click();
  await page.keyboard.type(text);
  await press(page, page.locator('button[name="do"][value="publish"]').first());
  return page.locator(".writing-ways a").first().getAttribute("href");
}
