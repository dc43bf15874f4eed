// A packed site whose files somebody has changed: the door for what no form has, such as events.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import zlib from "node:zlib";
import { forEach } from "../sending.mjs";
import { NETWORK, UMBRELLA, at, everyPageOf, isWrong, judge, onOneLine, openAsServed, stage, tell, vectors } from "./stage.mjs";

/** How many vectors one site holds: every page of lists names all of its topics. */
const A_SITE = 100;
const THEN = "2026-01-05T12:00:00Z";

/** An archive of files as they are, without making them smaller. */
function zip(files) {
  const pieces = [];
  const entries = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const bytes = Buffer.from(text);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    // The names are UTF-8.
    head.writeUInt16LE(0x800, 2);
    head.writeUInt16LE(0x21, 8);
    head.writeUInt32LE(zlib.crc32(bytes), 10);
    head.writeUInt32LE(bytes.length, 14);
    head.writeUInt32LE(bytes.length, 18);
    head.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), head, Buffer.from(name), bytes]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    entries.push(Buffer.concat([Buffer.from("PK\u0001\u0002"), Buffer.from([20, 0]), head, rest, Buffer.from(name)]));
    pieces.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...pieces, directory, Buffer.from("PK\u0005\u0006"), end]);
}

const slug = ({ index }) => `v${index}`;
/** Text as TOML writes it. */
const toml = (text) => JSON.stringify(text.toWellFormed?.() ?? text).replaceAll("\u007f", "\\u007f");
/** What the vectors say about where they would lead, and a few that are nothing else. */
const ADDRESSES = ["javascript:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)", "//evil.example/x.js"];

function event(vector) {
  const { html } = vector;
  const day = new Date(Date.now() + (1 + (vector.index % 300)) * 86_400_000).toISOString().slice(0, 10);
  return {
    slug: slug(vector), title: html, text: html, summary: html, status: "published", reach: "umbrella", organiser: html,
    time_zone: "UTC", place: html, address: html, latitude: 42.3, longitude: -71.1,
    online_url: vector.index % 2 ? `https://example.org/${html}` : html, repeats: null, cancelled: vector.index % 3 === 0,
    topics: slug(vector), published: THEN, created: THEN, updated: THEN, dates: [[day, `${day}T18:00:00Z`, `${day}T20:00:00Z`]],
  };
}

function text(vector, kind, format) {
  const { html } = vector;
  const own = [`kind = "${kind}"`, `format = "${format}"`, `topic_slugs = [${toml(slug(vector))}]`, `tag_slugs = [${toml(slug(vector))}]`, `author = ${toml(slug(vector))}`, "comments_open = true", `created = "${THEN}"`, `updated = "${THEN}"`];
  const head = [`title = ${toml(html)}`, `slug = "${slug(vector)}"`, `summary = ${toml(html)}`, `status = "published"`, `reach = "umbrella"`, `date = ${THEN}`, "[more]", ...own];
  return `+++\n${head.join("\n")}\n+++\n${html}\n`;
}

function comment(vector) {
  const { html } = vector;
  return {
    reference: `comment/${vector.index}`, on: `post/${slug(vector)}`, name: html, url: vector.index % 2 ? html : `https://example.org/${html}`,
    text: html, html, kind: "comment", status: "approved", at: THEN,
  };
}

/** The files of a site with vectors wherever there are words. */
function files(vectors, number) {
  const everyOne = vectors.map(({ html }) => html).join("\n\n");
  const links = vectors.slice(0, 200).map(({ html }, index) => ({ label: onOneLine(html, 100), address: index % 2 ? ADDRESSES[index % ADDRESSES.length] : html }));
  const parts = {
    about: everyOne.slice(0, 30_000),
    action: { title: vectors[0].html, text: everyOne.slice(0, 20_000), button: "Go", address: ADDRESSES[0] },
    contact: { mail: "a@example.org\"><script>alert(1)</script>", place: vectors[1].html, text: everyOne.slice(0, 8_000), links: links.slice(0, 60) },
  };
  const site = {
    format: "umbel-site", version: 1, lineage: `site-of-vectors-${number}`, kind: "site", packed_at: THEN, host: "packed.elsewhere.example",
    name: vectors[0].html, tagline: vectors[1].html, about: everyOne.slice(0, 5_000), locale: "en", time_zone: "UTC", place: vectors[2 % vectors.length].html,
    latitude: null, longitude: null, contact_email: "\"><script>alert(1)</script>@example.org", theme: "commons", accent: "red;}</style><script>alert(1)</script>",
    features: {},
    settings: {
      front_intro: everyOne.slice(0, 60_000),
      front_parts: JSON.stringify(parts),
      front_sections: "about,action,contact,blog,calendar",
      topics: vectors.slice(0, 20).map(slug).join(","),
      menus_before: JSON.stringify({ main: [{ label: vectors[0].html, url: ADDRESSES[0] }] }),
    },
    // A few, because they stand on every page; menus have lines of their own.
    menus: vectors.slice(0, 10).flatMap(({ html, index }) => [
      { reference: `menu/${index}`, menu: index % 2 ? "main" : "footer", label: html, url: `https://example.org/${html}`, position: index },
      { reference: `menu/bad-${index}`, menu: "main", label: html, url: index % 2 ? html : ADDRESSES[index % ADDRESSES.length], position: index },
    ]),
    terms: vectors.flatMap((vector) => ["topic", "tag"].map((taxonomy) => ({ taxonomy, slug: slug(vector), name: vector.html, description: vector.html, under: null }))),
    authors: vectors.map((vector) => ({ slug: slug(vector), name: vector.html, about: vector.html })),
  };
  const pages = Object.fromEntries(vectors.map((vector) => [`pages/${slug(vector)}.md`, text(vector, "page", "markdown")]));
  const posts = Object.fromEntries(vectors.map((vector) => [`posts/${slug(vector)}.md`, text(vector, "post", "html")]));
  const quoted = (value) => `"${value.replaceAll('"', '""').replaceAll(/[\r\n]/g, " ")}"`;
  return {
    "site.json": JSON.stringify(site),
    "comments.json": JSON.stringify(vectors.map(comment)),
    "media.json": "[]",
    "events.json": JSON.stringify(vectors.map(event)),
    "feeds.json": JSON.stringify(vectors.map(({ html, index }) => ({ url: `https://example.org/feed/${index}`, title: html, site_url: index % 2 ? `https://example.org/${index}` : html, kind: "rss", announce: false }))),
    "redirects.csv": ["from,to", ...vectors.map(({ html, index }) => `/old-${index},${quoted(`/${html}`)}`), ...ADDRESSES.map((address, index) => `/odd-${index},${quoted(address)}`), ""].join("\n"),
    "members.json": JSON.stringify({ members: vectors.map(({ html, index }) => ({ name: html, email: `packed${index}@example.org`, role: "member", since: THEN })), not_along: 0 }),
    "originals.json": JSON.stringify({ taken: [], kept: [], texts: {} }),
    ...pages,
    ...posts,
  };
}

/** Brings sites in, and looks at everything that they have, as everybody and as those who look after them. */
export async function throughPacked(lines) {
  const pages = [];
  let taken = 0;
  for (let number = 0; number * A_SITE < vectors.length; number += 1) {
    taken += await throughSite(vectors.slice(number * A_SITE, (number + 1) * A_SITE), number, pages);
  }
  await everyPageOf(await at(NETWORK, "guest"), "/news", pages, 20);
  await everyPageOf(await at(UMBRELLA, "guest"), "/news", pages, 20);
  await judge(pages);
  tell(lines, taken, pages);
}

/** Brings in one site with some of the vectors; returns how many of them show. */
async function throughSite(some, number, pages) {
  const host = `packed${number}.${NETWORK}`;
  const origin = stage.server.at(host);
  const folder = mkdtempSync(path.join(tmpdir(), "umbel-packed-"));
  const file = path.join(folder, "packed.zip");
  try {
    writeFileSync(file, zip(files(some, number)));
    await stage.server.command("import", "site", file, "--under", NETWORK, "--host", host);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  await stage.server.command("user", "grant", "editor@example.org", "manager", host);
  await stage.people.editor.visit(`${origin}/manage`);
  const guest = await at(host, "guest");
  const editor = await at(host, "editor");
  let taken = 0;
  const one = async (address, sender = guest) => {
    const answer = await sender.get(address);
    pages.push({ name: `${host}${address}`, html: answer.html });
    return answer;
  };
  await forEach(some, async (vector) => {
    const name = slug(vector);
    const shown = [];
    for (const address of [`/events/${name}`, `/blog/${name}`, `/${name}`]) {
      const answer = await one(address);
      // An event may lead on to its next date.
      shown.push(answer.location ? await one(new URL(answer.location, origin).pathname) : answer);
    }
    for (const address of [`/blog/topics/${name}`, `/blog/tags/${name}`, `/blog/authors/${name}`]) shown.push(await one(address));
    await mustStay(guest, `/old-${vector.index}`, origin);
    if (shown.every(({ status }) => status === 200)) taken += 1;
  });
  for (const [index] of ADDRESSES.entries()) await mustStay(guest, `/odd-${index}`, origin);
  await one("/");
  for (const list of ["/events", "/calendar", "/blog", "/social", "/search?q=alert"]) await everyPageOf(guest, list, pages);
  for (const list of ["/manage", "/manage/posts", "/manage/pages", "/manage/events", "/manage/topics", "/manage/menus", "/manage/menus/pages", "/manage/look", "/manage/settings", "/manage/people", "/manage/queue?show=shown", "/manage/log"]) {
    await everyPageOf(editor, list, pages);
  }
  await openAsServed("guest", host, ["/", "/events", "/calendar", "/blog", ...some.slice(0, 6).map((vector) => `/blog/${slug(vector)}`)]);
  await openAsServed("editor", host, ["/manage/menus", "/manage/look", "/manage/topics", "/manage/events", "/manage/settings"]);
  return taken;
}

/** Whatever stands in a list of old addresses, nobody is led away from the site. */
async function mustStay(guest, address, origin) {
  const { location } = await guest.get(address);
  if (location && new URL(location, origin).origin !== origin) isWrong(`${guest.host}${address} leads to ${location}`);
}
