// Where the vectors go: a server with a network and its sites, the people who fill in, and those who judge the pages.
import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { launch } from "../chromium.mjs";
import { judgeOf } from "../judging.mjs";
import { ownServer } from "../own_server.mjs";
import { PASSWORD, makePerson, personPage, signIn } from "../persons.mjs";
import { filled, senderAt, traveller } from "../sending.mjs";
import { watcherOf } from "./served.mjs";

const DATA = process.env.UMBEL_TEST_DATA ?? path.join(path.dirname(fileURLToPath(import.meta.url)), "../../../../shared/data");
export const UMBRELLA = "umbrella.localhost";
export const NETWORK = "cosecha.umbrella.localhost";
export const BOSTON = "boston.cosecha.umbrella.localhost";
export const OAXACA = "oaxaca.cosecha.umbrella.localhost";
export const LISBOA = "lisboa.cosecha.umbrella.localhost";
export const PORTO = "porto.cosecha.umbrella.localhost";
export const LAGOS = "lagos.cosecha.umbrella.localhost";
export const OTHER = "other.umbrella.localhost";
export const ID = `id.${UMBRELLA}`;

/** Every vector there is: {id, html}. */
export const everything = readFileSync(path.join(DATA, "xss/vectors.jsonl"), "utf8").trim().split("\n").map((line) => JSON.parse(line));
/** Those that go through the fields; fewer of them try a new line of the table quickly. */
export const vectors = everything
  .slice(0, Number(process.env.UMBEL_TEST_VECTORS ?? everything.length))
  .map((vector, index) => ({ ...vector, index }));

/** Browser, server, and the pages of those who are signed in. */
export const stage = { browser: null, server: null, people: {} };
let judges = [];
const watchers = new Map();
const senders = new Map();
const wrong = [];
const told = [];
/** Hundreds of lines that nobody types, and that stand on every page of settings: they would be judged each time. */
const timeZones = new Set();
/** Everything that was noted since the last time this was asked. */
export const wrongSoFar = () => wrong.splice(0);
/** Notes something that is wrong. */
export const isWrong = (line) => wrong.push(line);

/** Sets everything up. */
export async function open() {
  stage.browser = await launch();
  stage.server = await ownServer({
    umbrella: UMBRELLA,
    places: [
      { host: NETWORK, name: "Cosecha" },
      { host: BOSTON, name: "Boston", under: NETWORK },
      { host: OAXACA, name: "Oaxaca", under: NETWORK },
      { host: LISBOA, name: "Lisboa", under: NETWORK },
      { host: PORTO, name: "Porto", under: NETWORK },
      { host: LAGOS, name: "Lagos", under: NETWORK },
      { host: OTHER, name: "Another network" },
    ],
  });
  judges = await Promise.all([judgeOf(stage.browser), judgeOf(stage.browser)]);
  const { browser, people, server } = stage;
  for (const [who, role, host] of [["editor", "editor", BOSTON], ["manager", "manager", BOSTON], ["member", "member", BOSTON], ["admin", "network-admin", NETWORK], ["chief", "umbrella-admin", UMBRELLA]]) {
    const email = `${who}@example.org`;
    await makePerson(browser, server, { email, name: who, role, host });
    if (who === "manager") for (const other of [OAXACA, LISBOA]) await server.command("user", "grant", email, role, other);
    people[who] = await personPage(browser, server);
    await signIn(people[who], server.at(host), email);
    // Known at the other places, too.
    for (const other of [BOSTON, OAXACA, LISBOA, NETWORK]) await people[who].visit(`${server.at(other)}/manage`, ["admin", "chief"].includes(who) || other === host ? 200 : undefined);
  }
  const { html } = await (await at(OAXACA, "manager")).get("/manage/settings");
  for (const [line] of /<select[^>]*name="time_zone"[^]*?<\/select>/.exec(html)[0].matchAll(OPTION)) timeZones.add(line);
}

const OPTION = /<option value="[\w/+-]+">[^<]*<\/option>/g;

/** Takes everything down. */
export async function close() {
  await stage.browser?.close();
  await stage.server?.stop();
}

/** Somebody at a host, with their cookies. What breaks a page is wrong whatever stands on it. */
export async function at(host, who) {
  const key = `${who} ${host}`;
  if (!senders.has(key)) {
    const origin = stage.server.at(host);
    const sender = who === "guest" ? strangerAt(origin) : await senderAt(origin, stage.people[who].context());
    const sound = (way) => async (address, ...rest) => {
      let answer = await way(address, ...rest);
      // Busy is not broken: on two cores, whoever waits too long for the database is asked to come again.
      for (let tries = 0; answer.status === 503 && tries < 5; tries += 1) {
        await wait(200);
        answer = await way(address, ...rest);
      }
      if (answer.status >= 500) isWrong(`${host}${address}: answers ${answer.status}`);
      return answer;
    };
    senders.set(key, { host, get: sound(sender.get), post: sound(sender.post), put: sound(sender.put) });
  }
  return senders.get(key);
}

/** Somebody without an account, who keeps the cookies that the sign-in host's forms need. */
function strangerAt(origin) {
  const stranger = traveller();
  return { get: (path) => stranger.look(`${origin}${path}`), post: (path, fields) => stranger.send(`${origin}${path}`, fields) };
}

let crowds = 0;
/** Somebody new who has an account and goes from host to host; what they are called may be anything. */
export async function somebody(name, grants = []) {
  crowds += 1;
  const email = `somebody${crowds}@example.org`;
  const { server } = stage;
  const printed = await server.command("user", "create", email, `--name=${name}`);
  for (const [role, host] of grants) await server.command("user", "grant", email, role, host);
  const person = traveller();
  const page = await person.visit(new RegExp(`http://${ID}\\S+`).exec(printed)[0]);
  const token = /name="token" value="([^"]+)"/.exec(page.html)[1];
  await person.follow(page.address.split("?")[0], { token, form_token: tokenOn(page.html), password: PASSWORD });
  const signing = await person.visit(`${server.at(ID)}/sign-in`);
  await person.follow(signing.address, [...Object.entries(hiddenOn(signing.html)), ["email", email], ["password", PASSWORD]]);
  return { ...person, email };
}

/** What stands in the hidden fields of a page, by name. */
function hiddenOn(html) {
  return Object.fromEntries([...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value.replaceAll("&amp;", "&")]));
}

/** The token that every form of a page carries; empty where there is none. */
export const tokenOn = (html) => /name="form_token" value="([^"]+)"/.exec(html)?.[1] ?? "";

/** Has pages judged, by two judges in turn. */
export async function judge(given) {
  const half = Math.ceil(given.length / 2);
  const pages = given.map(({ name, html }) => ({ name, html: html.replaceAll(OPTION, (line) => (timeZones.has(line) ? "" : line)) }));
  const found = await Promise.all([judges[0].judge(pages.slice(0, half)), judges[1].judge(pages.slice(half))]);
  wrong.push(...found.flat());
}

/** How many pages were judged, and how many were opened as they are served. */
export const counts = () => ({
  judged: judges.reduce((sum, one) => sum + one.count(), 0),
  opened: [...watchers.values()].flat().reduce((sum, one) => sum + one.count(), 0),
});

/** Opens addresses as they are served, two at a time: with their scripts, under their policy, as one of the people. */
export async function openAsServed(who, host, addresses, ready = null) {
  const context = who === "guest" ? null : stage.people[who].context();
  if (!watchers.has(who)) watchers.set(who, await Promise.all([watcherOf(stage.browser), watcherOf(stage.browser)]));
  const pair = watchers.get(who);
  // They may have signed in elsewhere since.
  for (const watcher of context ? pair : []) await watcher.signIn(await context.cookies());
  const all = [...new Set(addresses)].map((address) => new URL(address, stage.server.at(host)).href);
  const found = await Promise.all(pair.map((watcher, index) => watcher.open(all.filter((_, place) => place % 2 === index), ready)));
  wrong.push(...found.flat());
}

/** A vector without what cannot be seen, which names may not hold. */
export const visible = (value) => [...value].filter((letter) => letter >= " " && letter !== "\u007f").join("");
/** A vector as long as a field may be, on one line where it must be. */
export const cut = (value, longest) => (longest > 0 && value.length > longest ? value.slice(0, longest) : value);
export const onOneLine = (value, longest) => cut(value.replaceAll(/\s+/g, " ").trim(), longest);

/** Sends a form with a vector; what is refused for its length is judged and sent again, shorter. */
export async function send(sender, form, lines, vector, also, pages) {
  const worn = ({ wear = (html) => html }, html) => wear(html, vector.index);
  const values = Object.fromEntries(lines.map((line) => [line.field, worn(line, vector.html)]));
  const besides = Object.fromEntries(Object.entries(also).map(([name, value]) => [name, typeof value === "function" ? value(vector.index) : value]));
  const more = lines.flatMap(({ more: further = [] }) => further);
  const post = async (filledIn) => {
    const given = await sender.post(form.action, [...filled(form.fields, { ...besides, ...filledIn }), ...more]);
    // Whoever is turned away at the door has had nothing read; otherwise the form is there again.
    if (![200, 303].includes(given.status) && !given.html.includes(`name="${lines[0].field}"`)) isWrong(`${vector.id}: ${form.action} answers ${given.status}`);
    return given;
  };
  let answer = await post(values);
  if (answer.status === 303) return answer;
  pages.push({ name: `${vector.id} refused by ${form.action}`, html: answer.html });
  const shorter = Object.fromEntries(lines.map((line) => [line.field, worn(line, onOneLine(vector.html, line.longest ?? form.longest[line.field]))]));
  // What was not too long, or is refused whatever its length, is shown once.
  if (lines.every(({ field, as: apart = "" }) => shorter[field] === values[field] || apart.startsWith("refused"))) return answer;
  answer = await post(shorter);
  if (answer.status !== 303) pages.push({ name: `${vector.id} refused by ${form.action}`, html: answer.html });
  return answer;
}

/** A list, and as many further pages of it as there are; returns their addresses. */
export async function everyPageOf(sender, list, pages, most = 120) {
  const seen = [];
  for (let next = list; next && seen.length < most;) {
    const { html } = await sender.get(next);
    pages.push({ name: next, html });
    seen.push(next);
    next = /<a[^>]*rel="next"[^>]*href="([^"]+)"/.exec(html)?.[1].replaceAll("&amp;", "&") ?? /<a[^>]*href="([^"]+)"[^>]*rel="next"/.exec(html)?.[1].replaceAll("&amp;", "&");
  }
  return seen;
}

/** Remembers what became of fields' vectors, for the table at the end. */
export function tell(lines, taken, pages) {
  for (const { what } of lines) told.push({ what, taken, pages: pages.length });
}
export const toldSoFar = () => told;
