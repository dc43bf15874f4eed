// What one person fills in at one form.
import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { png } from "../files.mjs";
import { filled, forEach, formOn } from "../sending.mjs";
import { BOSTON, at, everyPageOf, judge, openAsServed, send, stage, tell, vectors } from "./stage.mjs";

/** What is made anew for each vector: where it begins, and the lists where many show at once. */
const MANY = {
  post: {
    begin: "/manage/posts/new",
    publish: { do: "publish" },
    lists: ["/blog", "/manage/posts", "/news"],
    isOurs: true,
  },
  page: { begin: "/manage/pages/new", publish: { do: "publish" }, lists: ["/manage/pages", "/manage/menus", "/manage/menus/pages"] },
};

/** Where what was filled in shows: a path, or a path, a host and who looks. */
async function shownAt(place, host, who) {
  const [path, otherHost = host, other = who] = [place].flat();
  return { name: `${otherHost}${path}`, html: (await (await at(otherHost, other)).get(path)).html };
}

/** A form as it is once, and what each vector makes of it, one after the other; then the pages that show all. */
export async function throughOneForm(lines) {
  const [{ at: host = BOSTON, who, form: address, also = {}, afresh = [], asks, to }] = lines;
  const fields = lines.map(({ field }) => field);
  const sender = await at(host, who);
  const pages = [];
  const once = lines.flatMap(({ once: shown = [] }) => shown);
  const see = [...new Set(lines.flatMap(({ see: shown = [] }) => shown))];
  let taken = 0;
  const all = async () => {
    for (const place of once) pages.push(await shownAt(place, host, who));
  };
  const empty = async () => {
    const { html } = await sender.get(address);
    for (const step of afresh) await sender.post(address, filled((await formOn(stage.people.editor, html, "menu")).fields, { do: step }));
  };
  if (asks) {
    const answers = await forEach(vectors, ({ html }) => sender.get(asks === "path" ? `${address}${encodeURIComponent(html)}` : `${address}?${new URLSearchParams({ ...also, [fields[0]]: html })}`));
    answers.forEach(({ html }, index) => pages.push({ name: `${vectors[index].id} in ${lines[0].what}`, html }));
    taken = answers.filter(({ status }) => status === 200).length;
    await judge(pages);
    return tell(lines, taken, pages);
  }
  await empty();
  const page = await sender.get(address);
  assert.equal(page.status, 200, `${address}: ${page.location}`);
  const found = await formOn(stage.people.editor, page.html, fields[0]);
  const form = { ...found, action: to ?? (found.action || address) };
  // What one vector changes the next one changes again: one after the other, unless all of them stay.
  const isOneThing = see.length > 0 || afresh.length > 0;
  let isFilling = false;
  const one = async (vector) => {
    let answer = await send(sender, form, lines, vector, also, pages);
    if (answer.status !== 303 && isFilling) {
      await all();
      await empty();
      isFilling = false;
      answer = await send(sender, form, lines, vector, also, pages);
    }
    if (answer.status !== 303) return;
    taken += 1;
    isFilling ||= afresh.length > 0;
    for (const place of see) {
      const shown = await shownAt(place, host, who);
      pages.push({ ...shown, name: `${vector.id} in ${lines[0].what} … on ${shown.name}` });
    }
  };
  if (isOneThing) for (const vector of vectors) await one(vector);
  else await forEach(vectors, one);
  await all();
  await judge(pages);
  for (const place of [...see, ...once]) {
    const [path, otherHost = host, other = who] = [place].flat();
    await openAsServed(other, otherHost, [path]);
  }
  tell(lines, taken, pages);
}

/** A thing for each vector, with it in every field; its editor, its page and the lists. */
export async function throughManyThings(lines) {
  const { begin, publish, lists, isOurs } = MANY[lines[0].form];
  const fields = lines.map(({ field }) => field);
  const sender = await at(BOSTON, lines[0].who);
  const first = await formOn(stage.people.editor, (await sender.get(begin)).html, "form_token");
  const token = Object.fromEntries(first.fields).form_token;
  const pages = [];
  const editors = [];
  const shownAll = [];
  let form = null;
  let taken = 0;
  // One after the other: a page that was begun and is empty still is given again.
  for (const vector of vectors) {
    const { location } = await sender.post(begin, { form_token: token });
    assert.ok(location, `${begin} begins nothing`);
    form ??= await formOn(stage.people.editor, (await sender.get(location)).html, fields[0]);
    const answer = await send(sender, { ...form, action: location }, lines, vector, publish, pages);
    if (answer.status === 303) editors.push(answer.location.split("?")[0]);
  }
  taken = editors.length;
  await forEach(editors, async (address) => {
    const { html } = await sender.get(address);
    pages.push({ name: `the editor at ${address}`, html });
    const shown = /class="writing-ways"><a href="([^"]+)"/.exec(html)?.[1].replaceAll("&amp;", "&");
    if (!shown) return;
    shownAll.push(shown);
    pages.push({ name: shown, html: (await sender.get(shown)).html });
  });
  for (const list of lists) shownAll.push(...(await everyPageOf(sender, list, pages)));
  await judge(pages);
  // The editor makes of a text what no server has looked at.
  if (isOurs) await openAsServed(lines[0].who, BOSTON, editors, 'form[data-editor="ready"]');
  await openAsServed(lines[0].who, BOSTON, shownAll.slice(-20));
  tell(lines, taken, pages);
}

/** Comments and reports of guests: under one post, then as everybody and as moderators see them. */
export async function throughGuests(lines) {
  const guest = await at(BOSTON, "guest");
  const editor = await at(BOSTON, "editor");
  const isComment = lines[0].form === "comment";
  const address = isComment ? await openPost("talk") : "/report?what=site";
  const form = await formOn(stage.people.editor, (await guest.get(isComment ? `${address}/comments` : address)).html, lines[0].field);
  // Faster than anybody types would be taken for a program.
  await wait(3_500);
  const pages = [];
  let taken = 0;
  await forEach(vectors, async (vector) => {
    const answer = await send(guest, form, lines, vector, lines[0].also ?? {}, pages);
    if (answer.status === 303) taken += 1;
  });
  const lists = isComment ? ["/manage/queue", "/manage/queue?show=shown"] : ["/manage/queue?show=reports"];
  const seen = [];
  for (const list of lists) seen.push(...(await everyPageOf(editor, list, pages)));
  const queued = [...new Set(pages.flatMap(({ html }) => [...html.matchAll(/href="(\/manage\/queue\/(?:comment|report)\/\d+)"/g)].map(([, link]) => link)))];
  const items = await forEach(queued, (link) => editor.get(link));
  items.forEach(({ html }, index) => pages.push({ name: queued[index], html }));
  if (isComment) pages.push({ name: address, html: (await guest.get(address)).html });
  await judge(pages);
  await openAsServed("editor", BOSTON, isComment ? [...seen, address] : seen);
  tell(lines, taken, pages);
}

/** A post with some values of its own, where it is. */
async function makePost(values) {
  const editor = await at(BOSTON, "editor");
  const token = Object.fromEntries((await formOn(stage.people.editor, (await editor.get("/manage/posts/new")).html, "form_token")).fields).form_token;
  const { location } = await editor.post("/manage/posts/new", { form_token: token });
  const text = await formOn(stage.people.editor, (await editor.get(location)).html, "title");
  const answer = await editor.post(location, filled(text.fields, { source: "Here.", comments_open: "yes", do: "publish", ...values }));
  assert.equal(answer.status, 303, answer.html.slice(0, 2_000));
  return `/blog/${values.address}`;
}

/** A post that people may comment on, in a place where comments are shown at once. */
export async function openPost(name) {
  const rules = await at(BOSTON, "manager");
  const page = await rules.get("/manage/queue/rules");
  const form = await formOn(stage.people.editor, page.html, "most_links");
  await rules.post(form.action, filled(form.fields, { is_on: "yes", guests: "yes", hold: "nobody", most_links: "99", words: "" }));
  return makePost({ title: "Talk to us", address: name });
}

/** A small file for each name. */
export async function throughFiles(lines) {
  const editor = await at(BOSTON, "editor");
  const { html } = await editor.get("/manage/library");
  const token = /name="form_token" value="([^"]+)"/.exec(html)[1];
  const pages = [];
  const answers = await forEach(vectors, ({ html: name }) =>
    editor.put(`/manage/library/upload?${new URLSearchParams({ name: `${name}.txt` })}`, Buffer.from("A list of names.\n"), token));
  const taken = answers.filter(({ status }) => status === 200).length;
  const seen = await everyPageOf(editor, "/manage/library", pages);
  const items = answers.map(({ html: json }) => JSON.parse(json).item?.page).filter(Boolean);
  const shown = await forEach(items, (link) => editor.get(link));
  shown.forEach(({ html: page }, index) => pages.push({ name: items[index], html: page }));
  await judge(pages);
  await openAsServed("editor", BOSTON, [...seen, ...items.slice(-10)]);
  tell(lines, taken, pages);
}

/** What is said of one picture, which a post shows. */
export async function throughPicture(lines) {
  const editor = await at(BOSTON, "editor");
  const token = /name="form_token" value="([^"]+)"/.exec((await editor.get("/manage/library")).html)[1];
  const sent = await editor.put("/manage/library/upload?name=wall.png", png(640, 480, [90, 90, 200]), token);
  const { id, src, page } = JSON.parse(sent.html).item;
  const post = await makePost({ title: "A wall", address: "wall", picture: id, source: `![](${src})` });
  await throughOneForm(lines.map((line) => ({ ...line, form: page, see: [page, post, "/manage/library"] })));
}
