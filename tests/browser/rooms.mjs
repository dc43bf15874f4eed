// The people of the demo, and every page of account and workplace that each of them can reach by links.
import { watchedPage } from "./chromium.mjs";
import { at } from "./network.mjs";
import { signIn } from "./persons.mjs";

const PASSWORD = "umbrella stalks in summer rain";
const SIGN_IN_HOST = at("id");

/** One of each role, with the place they work in. */
export const DEMO_PEOPLE = [
  { role: "umbrella-admin", email: "noor@demo.example", place: at("") },
  { role: "network-admin", email: "ximena@demo.example", place: at("cosecha") },
  { role: "manager", email: "theo@demo.example", place: at("boston.cosecha") },
  { role: "editor", email: "maite@demo.example", place: at("boston.cosecha") },
  { role: "member", email: "sam@demo.example", place: at("boston.cosecha") },
];

/** What strangers see on the sign-in host: [{name, url, status}]. */
export const STRANGERS_PAGES = [
  ["sign-in", "/sign-in"],
  ["sign-up", "/sign-up"],
  ["forgot", "/forgot"],
  ["stale-invitation", "/invitation?token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 400],
  ["stale-new-password", "/reset?token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 400],
  ["stale-sign-up", "/sign-up/confirm?token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 400],
  ["nothing-there", "/no-such-page", 404],
].map(([name, path, status = 200]) => ({ name: `stranger-${name}`, url: `${SIGN_IN_HOST}${path}`, status }));

// Signing in often is refused, so each person does it once, and every other browser is given their cookies.
const cookiesOf = new Map();

/** A page in a browser of its own that holds a person's sign-in, watched. */
export async function signedInPage(browser, person, options = {}) {
  const page = await watchedPage(browser, { mayKeepCookies: true, ...options });
  const kept = cookiesOf.get(person.email);
  if (kept) {
    await page.context().addCookies(kept);
    return page;
  }
  await signIn(page, person.place, person.email, PASSWORD);
  cookiesOf.set(person.email, await page.context().cookies());
  return page;
}

/** Addresses that differ by a number or a name alone are pages of one kind. */
function kindOf(url) {
  const path = url.pathname
    .split("/")
    .map((part) => (/^\d+$/.test(part) ? "one" : part))
    .filter(Boolean)
    .join("-");
  const query = [...url.searchParams.keys()].filter((key) => key !== "to").join("-");
  return [url.hostname.startsWith("id.") ? "" : "at", path || "front", query].filter(Boolean).join("-");
}

const isRoom = (url) => /^\/(manage|account|start|join)(\/|$)/.test(url.pathname) && !/\.\w+$/.test(url.pathname);

/** Follows every link within account and workplace: [{name, url, status}], one for each kind of page. */
export async function roomsOf(browser, person) {
  const page = await signedInPage(browser, person);
  const hosts = new Set([person.place, SIGN_IN_HOST].map((address) => new URL(address).host));
  const found = new Map();
  const waiting = [`${person.place}/manage`, `${SIGN_IN_HOST}/account`];
  // These stand in pages' forms or on public pages.
  waiting.push(`${person.place}/join`, `${SIGN_IN_HOST}/account/confirm?to=%2Faccount%2Fsecurity`);
  if (person.place !== at("boston.cosecha")) waiting.push(`${person.place}/start`);
  while (waiting.length > 0) {
    const url = new URL(waiting.shift());
    const kind = kindOf(url);
    if (found.has(kind)) continue;
    const response = await page.visit(url.href);
    found.set(kind, { name: `${person.role}-${kind}`, url: url.href, status: response.status() });
    const links = await page.locator("a[href]").evaluateAll((anchors) => anchors.map((anchor) => anchor.href));
    for (const link of links) {
      const next = new URL(link);
      next.hash = "";
      if (hosts.has(next.host) && isRoom(next) && !found.has(kindOf(next))) waiting.push(next.href);
    }
  }
  await page.context().close();
  return [...found.values()];
}
