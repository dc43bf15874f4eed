// Every known way to smuggle a script, through every field that people fill: nothing may run where it shows.
// The pages are judged without their content policy, so that it is them who are judged.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { launch } from "./chromium.mjs";
import { png } from "./files.mjs";
import { judgeOf } from "./judging.mjs";
import { nothingWrong } from "./nothing_wrong.mjs";
import { ownServer } from "./own_server.mjs";
import { makePerson, personPage, signIn } from "./persons.mjs";
import { filled, forEach, formOn, senderAt } from "./sending.mjs";

const DATA = process.env.UMBEL_TEST_DATA ?? path.join(path.dirname(fileURLToPath(import.meta.url)), "../../../shared/data");
const UMBRELLA = "umbrella.localhost";
const NETWORK = "cosecha.umbrella.localhost";
const BOSTON = "boston.cosecha.umbrella.localhost";
const OAXACA = "oaxaca.cosecha.umbrella.localhost";
const ID = `id.${UMBRELLA}`;

/**
 * The fields, one line each: what people call it, who fills it where, the page of its form and its name there, and
 * where it shows. Lines of one form are sent together; `as` keeps apart what must not be.
 * A `form` may be a word of `WAYS`: then it goes its own way. `also` is what the form needs besides, `longest` what it
 * does not say itself, `afresh` what is done there at first and when there is no room for more.
 */
const FIELDS = [
  { what: "a post's title", who: "editor", form: "post", field: "title" },
  { what: "a post's text", who: "editor", form: "post", field: "source" },
  { what: "a post's summary", who: "editor", form: "post", field: "summary" },
  { what: "a post's tags", who: "editor", form: "post", field: "tags", longest: 40 },
  { what: "a page's title", who: "editor", form: "page", field: "title" },
  { what: "a page's text", who: "editor", form: "page", field: "source" },
  { what: "a guest's name", who: "guest", form: "comment", field: "name" },
  { what: "a comment", who: "guest", form: "comment", field: "text" },
  { what: "a report's words", who: "guest", form: "report", field: "note", also: { reason: "spam" } },
  { what: "what a picture shows", who: "editor", form: "picture", field: "alt" },
  { what: "what stands under a picture", who: "editor", form: "picture", field: "caption" },
  { what: "a file's name", who: "editor", form: "file", field: "name" },
  { what: "a site's name", who: "manager", at: OAXACA, form: "/manage/settings", field: "name", see: ["/", "/manage"] },
  { what: "the line under a site's name", who: "manager", at: OAXACA, form: "/manage/settings", field: "tagline" },
  { what: "what a site is about", who: "manager", at: OAXACA, form: "/manage/settings", field: "about" },
  { what: "a site's place", who: "manager", at: OAXACA, form: "/manage/settings", field: "place" },
  { what: "a site's contact", who: "manager", at: OAXACA, form: "/manage/settings", field: "contact", as: "refused" },
  { what: "how somebody is called at a site", who: "manager", at: OAXACA, form: "/manage/membership", field: "handle", see: ["/manage/people"] },
  { what: "somebody's name", who: "manager", at: ID, form: "/account", field: "name", see: ["/account"] },
  { what: "a menu's words", who: "manager", form: "/manage/menus", field: "label", also: { do: "add", url: "/blog" }, afresh: ["automatic", "begin"], once: ["/manage/menus", "/"] },
  { what: "where a menu leads", who: "manager", form: "/manage/menus", field: "url", also: { do: "add", label: "x" }, as: "refused", afresh: ["automatic", "begin"], once: ["/manage/menus", "/"] },
  { what: "a topic", who: "admin", at: NETWORK, form: "/manage/topics", field: "name", also: { do: "add" }, once: ["/manage/topics"] },
  { what: "what a topic is", who: "admin", at: NETWORK, form: "/manage/topics", field: "description", also: { do: "add" } },
  { what: "words for somebody invited", who: "manager", form: "/manage/people/invite", field: "note", also: { email: "somebody@example.org", role: "member" } },
  { what: "the address of somebody invited", who: "manager", form: "/manage/people/invite", field: "email", as: "refused" },
  { what: "words to search for", who: "guest", form: "/search", field: "q" },
  { what: "words to search people for", who: "manager", form: "/manage/people", field: "q" },
  { what: "words to search posts for", who: "editor", form: "/manage/posts", field: "q" },
  { what: "words to search the library for", who: "editor", form: "/manage/library", field: "q" },
  { what: "an address to sign in with", who: "guest", at: ID, form: "/sign-in", field: "email" },
  { what: "the name of a new site", who: "manager", at: NETWORK, form: "/start", field: "name" },
  { what: "what a new site is about", who: "manager", at: NETWORK, form: "/start", field: "about" },
  { what: "the place of a new site", who: "manager", at: NETWORK, form: "/start", field: "place" },
];

/** What is made anew for each vector: where it begins, and the lists where many show at once. */
const MANY = {
  post: { begin: "/manage/posts/new", publish: { do: "publish" }, lists: ["/blog", "/manage/posts", "/news"] },
  page: { begin: "/manage/pages/new", publish: { do: "publish" }, lists: ["/manage/pages"] },
};

const everything = readFileSync(path.join(DATA, "xss/vectors.jsonl"), "utf8").trim().split("\n").map((line) => JSON.parse(line));
// Fewer of them try a new line of the table quickly.
const vectors = everything.slice(0, Number(process.env.UMBEL_TEST_VECTORS ?? everything.length));

let browser;
let server;
let judges;
/** Who fills in, by role: a browser page that is signed in. */
const people = {};
before(async () => {
  browser = await launch();
  server = await ownServer({
    places: [
      { host: NETWORK, name: "Cosecha" },
      { host: BOSTON, name: "Boston", under: NETWORK },
      { host: OAXACA, name: "Oaxaca", under: NETWORK },
    ],
  });
  judges = await Promise.all([judgeOf(browser), judgeOf(browser)]);
  for (const [who, role, host] of [["editor", "editor", BOSTON], ["manager", "manager", BOSTON], ["admin", "network-admin", NETWORK]]) {
    const email = `${who}@example.org`;
    await makePerson(browser, server, { email, name: who, role, host });
    if (who === "manager") await server.command("user", "grant", email, role, OAXACA);
    people[who] = await personPage(browser, server);
    await signIn(people[who], server.at(host), email);
    // Known at the other places, too.
    for (const other of [BOSTON, OAXACA, NETWORK]) await people[who].visit(`${server.at(other)}/manage`, who === "admin" || other === host ? 200 : undefined);
  }
}, { timeout: 120_000 });
after(async () => {
  await browser?.close();
  await server?.stop();
});

const senders = new Map();
/** Somebody at a host, with their cookies. */
async function at(host, who) {
  const key = `${who} ${host}`;
  if (!senders.has(key)) senders.set(key, await senderAt(server.at(host), who === "guest" ? null : people[who].context()));
  return senders.get(key);
}

const wrong = [];
/** Has pages judged, by two judges in turn. */
async function judge(pages) {
  const half = Math.ceil(pages.length / 2);
  const found = await Promise.all([judges[0].judge(pages.slice(0, half)), judges[1].judge(pages.slice(half))]);
  wrong.push(...found.flat());
}

/** A vector as long as a field may be. */
const cut = (value, longest) => (longest > 0 && value.length > longest ? value.slice(0, longest) : value);

/** Sends a form with vectors; what is refused for its length is judged and sent again, shorter. */
async function send(sender, form, lines, vector, also, pages) {
  const fields = lines.map(({ field }) => field);
  const values = Object.fromEntries(fields.map((name) => [name, vector.html]));
  let answer = await sender.post(form.action, filled(form.fields, { ...also, ...values }));
  if (answer.status === 303) return answer;
  pages.push({ name: `${vector.id} refused by ${form.action}`, html: answer.html });
  const shorter = Object.fromEntries(lines.map(({ field, longest = form.longest[field] }) => [field, cut(vector.html.replaceAll(/\s+/g, " ").trim(), longest)]));
  answer = await sender.post(form.action, filled(form.fields, { ...also, ...shorter }));
  if (answer.status !== 303) pages.push({ name: `${vector.id} refused by ${form.action}`, html: answer.html });
  return answer;
}

const told = [];
/** Remembers what became of a field's vectors, for the table at the end. */
function tell(lines, taken, pages) {
  for (const { what } of lines) told.push({ what, taken, pages: pages.length });
}

/** A form as it is once, and what each vector makes of it, one after the other; then the pages that show all. */
async function throughOneForm(lines) {
  const [{ at: host = BOSTON, who, form: address, also = {}, afresh = [] }] = lines;
  const fields = lines.map(({ field }) => field);
  const sender = await at(host, who);
  const pages = [];
  let taken = 0;
  const all = async () => {
    for (const shown of lines.flatMap(({ once = [] }) => once)) pages.push({ name: `all in ${lines[0].what} on ${shown}`, html: (await sender.get(shown)).html });
  };
  const empty = async () => {
    const { html } = await sender.get(address);
    for (const step of afresh) await sender.post(address, filled((await formOn(people.editor, html, "menu")).fields, { do: step }));
  };
  await empty();
  const page = await sender.get(address);
  assert.equal(page.status, 200, `${address}: ${page.location}`);
  // Where there is nothing yet there is no form to search with, yet what is asked for may show.
  const isSearch = fields[0] === "q";
  const form = isSearch ? { action: address, method: "get" } : await formOn(people.editor, page.html, fields[0]);
  const action = form.action || address;
  if (form.method === "get") {
    const answers = await forEach(vectors, ({ html }) => sender.get(`${action}?${new URLSearchParams({ [fields[0]]: html })}`));
    answers.forEach(({ html }, index) => pages.push({ name: `${vectors[index].id} in ${lines[0].what}`, html }));
    taken = answers.filter(({ status }) => status === 200).length;
  } else {
    const see = [...new Set(lines.flatMap(({ see: shown = [] }) => shown))];
    // What one vector changes the next one changes again: one after the other, unless all of them stay.
    let isFilling = false;
    const isOneThing = see.length > 0 || afresh.length > 0;
    const one = async (vector) => {
      let answer = await send(sender, { ...form, action }, lines, vector, also, pages);
      if (answer.status !== 303 && isFilling) {
        await all();
        await empty();
        isFilling = false;
        answer = await send(sender, { ...form, action }, lines, vector, also, pages);
      }
      if (answer.status === 303) taken += 1;
      isFilling ||= answer.status === 303 && afresh.length > 0;
      if (answer.status !== 303 || !isOneThing) return;
      for (const shown of see) pages.push({ name: `${vector.id} in ${lines[0].what} … on ${shown}`, html: (await sender.get(shown)).html });
    };
    if (isOneThing) for (const vector of vectors) await one(vector);
    else await forEach(vectors, one);
    await all();
  }
  await judge(pages);
  tell(lines, taken, pages);
}

/** A thing for each vector, with it in every field; its editor, its page and the lists. */
async function throughManyThings(lines) {
  const { begin, publish, lists } = MANY[lines[0].form];
  const fields = lines.map(({ field }) => field);
  const sender = await at(BOSTON, lines[0].who);
  const first = await formOn(people.editor, (await sender.get(begin)).html, "form_token");
  const token = Object.fromEntries(first.fields).form_token;
  const pages = [];
  let form = null;
  let taken = 0;
  for (const vector of vectors) {
    const { location } = await sender.post(begin, { form_token: token });
    assert.ok(location, `${begin} begins nothing`);
    form ??= await formOn(people.editor, (await sender.get(location)).html, fields[0]);
    const answer = await send(sender, { ...form, action: location }, lines, vector, publish, pages);
    if (answer.status !== 303) continue;
    taken += 1;
    const { html } = await sender.get(answer.location);
    pages.push({ name: `${vector.id} in the editor`, html });
    const shown = /class="writing-ways"><a href="([^"]+)"/.exec(html)?.[1].replaceAll("&amp;", "&");
    if (shown) pages.push({ name: `${vector.id} on ${shown}`, html: (await sender.get(shown)).html });
  }
  for (const list of lists) await everyPageOf(sender, list, pages);
  await judge(pages);
  tell(lines, taken, pages);
}

/** A list, and as many further pages of it as there are. */
async function everyPageOf(sender, list, pages) {
  let next = list;
  for (let count = 0; next && count < 80; count += 1) {
    const { html } = await sender.get(next);
    pages.push({ name: next, html });
    next = /<a[^>]*rel="next"[^>]*href="([^"]+)"/.exec(html)?.[1].replaceAll("&amp;", "&") ?? /<a[^>]*href="([^"]+)"[^>]*rel="next"/.exec(html)?.[1].replaceAll("&amp;", "&");
  }
}

/** Comments and reports of guests: under one post, then as everybody and as moderators see them. */
async function throughGuests(lines) {
  const guest = await at(BOSTON, "guest");
  const editor = await at(BOSTON, "editor");
  const isComment = lines[0].form === "comment";
  const address = isComment ? await openPost() : "/report?what=site";
  const form = await formOn(people.editor, (await guest.get(isComment ? `${address}/comments` : address)).html, lines[0].field);
  // Faster than anybody types would be taken for a program.
  await wait(3_500);
  const pages = [];
  let taken = 0;
  await forEach(vectors, async (vector) => {
    const answer = await send(guest, form, lines, vector, lines[0].also ?? {}, pages);
    if (answer.status === 303) taken += 1;
  });
  await everyPageOf(editor, "/manage/queue", pages);
  const queued = [...new Set(pages.flatMap(({ html }) => [...html.matchAll(/href="(\/manage\/queue\/(?:comment|report)\/\d+)"/g)].map(([, link]) => link)))];
  const items = await forEach(queued, (link) => editor.get(link));
  items.forEach(({ html }, index) => pages.push({ name: queued[index], html }));
  if (isComment) pages.push({ name: address, html: (await guest.get(address)).html });
  await judge(pages);
  tell(lines, taken, pages);
}

/** A post with some values of its own, where it is. */
async function makePost(values) {
  const editor = await at(BOSTON, "editor");
  const token = Object.fromEntries((await formOn(people.editor, (await editor.get("/manage/posts/new")).html, "form_token")).fields).form_token;
  const { location } = await editor.post("/manage/posts/new", { form_token: token });
  const text = await formOn(people.editor, (await editor.get(location)).html, "title");
  const answer = await editor.post(location, filled(text.fields, { source: "Here.", comments_open: "yes", do: "publish", ...values }));
  assert.equal(answer.status, 303, answer.html.slice(0, 2_000));
  return `/blog/${values.address}`;
}

/** A post that people may comment on, in a place where comments are shown at once. */
async function openPost() {
  const rules = await at(BOSTON, "manager");
  const page = await rules.get("/manage/queue/rules");
  const form = await formOn(people.editor, page.html, "most_links");
  await rules.post(form.action, filled(form.fields, { is_on: "yes", guests: "yes", hold: "nobody", most_links: "99", words: "" }));
  return makePost({ title: "Talk to us", address: "talk" });
}

/** A small file for each name. */
async function throughFiles(lines) {
  const editor = await at(BOSTON, "editor");
  const { html } = await editor.get("/manage/library");
  const token = /name="form_token" value="([^"]+)"/.exec(html)[1];
  const pages = [];
  const answers = await forEach(vectors, ({ html: name }) =>
    editor.put(`/manage/library/upload?${new URLSearchParams({ name: `${name}.txt` })}`, Buffer.from("A list of names.\n"), token));
  const taken = answers.filter(({ status }) => status === 200).length;
  await everyPageOf(editor, "/manage/library", pages);
  const items = answers.map(({ html: json }) => JSON.parse(json).item?.page).filter(Boolean);
  const shown = await forEach(items, (link) => editor.get(link));
  shown.forEach(({ html: page }, index) => pages.push({ name: items[index], html: page }));
  await judge(pages);
  tell(lines, taken, pages);
}

/** What is said of one picture, which a post shows. */
async function throughPicture(lines) {
  const editor = await at(BOSTON, "editor");
  const token = /name="form_token" value="([^"]+)"/.exec((await editor.get("/manage/library")).html)[1];
  const sent = await editor.put("/manage/library/upload?name=wall.png", png(640, 480, [90, 90, 200]), token);
  const { id, src, page } = JSON.parse(sent.html).item;
  const post = await makePost({ title: "A wall", address: "wall", picture: id, source: `![](${src})` });
  await throughOneForm(lines.map((line) => ({ ...line, form: page, see: [page, post] })));
}

const WAYS = {
  picture: throughPicture,
  post: throughManyThings,
  page: throughManyThings,
  comment: throughGuests,
  report: throughGuests,
  file: throughFiles,
};

test("the judge notices what runs", async () => {
  // Some of them together bring a browser down where nothing holds them back.
  const some = everything.slice(0, 240);
  const trial = await judgeOf(browser);
  const found = await trial.judge(some.map(({ id, html }) => ({ name: id, html: `<!doctype html><title>x</title><p>${html}` })));
  await trial.close();
  const ran = found.filter((line) => line.includes("runs")).length;
  const left = new Set(found.map((line) => line.split(":")[0])).size;
  console.log(`as they are: ${ran} executions, something dangerous in ${left} of ${some.length}`);
  assert.ok(ran > 10 && left > 100, `${ran} ran, ${left} are dangerous`);
});

const groups = Map.groupBy ? Map.groupBy(FIELDS, keyOf) : FIELDS.reduce((map, line) => map.set(keyOf(line), [...(map.get(keyOf(line)) ?? []), line]), new Map());
function keyOf({ who, at: host = BOSTON, form, field, as: apart = "" }) {
  // What is searched for is sent alone.
  return [who, host, form, apart, field === "q" ? field : ""].join(" ");
}

for (const lines of groups.values()) {
  test(`nothing runs from ${lines.map(({ what }) => what).join(", ")}`, { timeout: 600_000 }, async () => {
    await (WAYS[lines[0].form] ?? throughOneForm)(lines);
    const found = wrong.splice(0);
    nothingWrong(found);
  });
}

test("every vector went through every field", () => {
  console.log(`${"field".padEnd(44)} vectors   taken   pages`);
  for (const { what, taken, pages } of told) {
    console.log(`${what.padEnd(44)} ${String(vectors.length).padStart(7)} ${String(taken).padStart(7)} ${String(pages).padStart(7)}`);
  }
  console.log(`${told.length} fields, ${vectors.length} vectors, ${judges[0].count() + judges[1].count()} pages, 0 executions`);
  assert.deepEqual(told.map(({ what }) => what).sort(), FIELDS.map(({ what }) => what).sort());
});
