// The running demo network as a client sees it: its addresses, its pages as bytes, and one page of every kind.
import { readFileSync, readdirSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";
import zlib from "node:zlib";

/** The umbrella's address without a slash at its end; `tests/browser/run` sets it. */
export const UMBRELLA = (process.env.UMBEL_TEST_ORIGIN ?? "http://localhost:8080").replace(/\/$/, "");
const { host: umbrellaHost, port } = new URL(UMBRELLA);

/** The address of a place in the tree: `at("boston.cosecha")`, and `at("")` for the umbrella itself. */
export const at = (name) => (name ? `http://${name}.${umbrellaHost}` : UMBRELLA);

/** Whether an address belongs to this network: its umbrella's host or one beneath it, on the same port. */
export function isOurs(address) {
  const url = new URL(address);
  return url.host === umbrellaHost || (url.port === port && url.hostname.endsWith(`.${new URL(UMBRELLA).hostname}`));
}

/**
 * Fetches an address, no redirects followed.
 * The connection goes to 127.0.0.1 with a Host header, because only browsers resolve `*.localhost` by themselves.
 */
export function get(address, headers = {}) {
  const url = new URL(address);
  return new Promise((resolve, reject) => {
    const request = http.request(
      {
        host: "127.0.0.1",
        port: url.port || 80,
        path: url.pathname + url.search,
        headers: { host: url.host, ...headers },
      },
      (response) => {
        const pieces = [];
        response.on("data", (piece) => pieces.push(piece));
        response.on("error", reject);
        response.on("end", () => {
          const raw = Buffer.concat(pieces);
          resolve({ status: response.statusCode, headers: response.headers, raw, text: decoded(raw, response.headers) });
        });
      },
    );
    request.setTimeout(15_000, () => request.destroy(new Error(`no answer from ${address} in 15 s`)));
    request.on("error", reject);
    request.end();
  });
}

function decoded(raw, headers) {
  switch (headers["content-encoding"]) {
    case "gzip":
      return zlib.gunzipSync(raw).toString("utf8");
    case "br":
      return zlib.brotliDecompressSync(raw).toString("utf8");
    default:
      return raw.toString("utf8");
  }
}

/** All addresses that a page links to, absolute, without fragments, each once, in the page's order. */
export function linksOf(html, address) {
  const found = new Set();
  for (const [, tag] of html.matchAll(/<a\s([^>]*)>/gi)) {
    const href = /(?:^|\s)href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i.exec(tag);
    if (!href) continue;
    try {
      const url = new URL((href[1] ?? href[2] ?? href[3]).replaceAll("&amp;", "&"), address);
      url.hash = "";
      found.add(url.href);
    } catch {
      // The HTML test reports addresses that are none.
    }
  }
  return [...found];
}

/** The first link of a page on the page's own host whose path fits, or null. */
async function firstLink(address, fits) {
  const { text } = await get(address);
  const here = new URL(address);
  for (const link of linksOf(text, address)) {
    const url = new URL(link);
    if (url.host === here.host && fits(url)) return link;
  }
  return null;
}

const POST = /^\/blog\/(?!(?:topics|tags|archive|authors?|feed)(?:\/|$))[^/]+$/;
const EVENT = /^\/events\/[^/.]+$/;
const OCCURRENCE = /^\/events\/[^/.]+\/[^/.]+$/;

/** The longest post of a blog's first page: the one with comments, pictures and neighbours rather than a short note. */
async function fullestPost(site) {
  const { text } = await get(`${site}/blog`);
  const host = new URL(site).host;
  let fullest = null;
  let length = -1;
  for (const link of linksOf(text, `${site}/blog`)) {
    const url = new URL(link);
    if (url.host !== host || !POST.test(url.pathname)) continue;
    const post = await get(link);
    if (post.status === 200 && post.text.length > length) {
      fullest = link;
      length = post.text.length;
    }
  }
  return fullest;
}

/** A post behind a password, looked up in the demo's own texts because no list needs to show it. */
function protectedPost() {
  const content = path.join(path.dirname(fileURLToPath(import.meta.url)), "../../crates/demo/content");
  const nodes = readFileSync(path.join(content, "network.toml"), "utf8").split("[[node]]").slice(1);
  for (const node of nodes) {
    const key = /^key\s*=\s*"([^"]*)"/m.exec(node)?.[1];
    const host = /^host\s*=\s*"([^"]*)"/m.exec(node)?.[1];
    const posts = path.join(content, "sites", key ?? "", "posts");
    let files = [];
    try {
      files = readdirSync(posts);
    } catch {
      continue;
    }
    for (const file of files) {
      const source = readFileSync(path.join(posts, file), "utf8");
      if (/^password\s*=/m.test(source)) {
        const slug = /^slug\s*=\s*"([^"]*)"/m.exec(source)?.[1] ?? path.parse(file).name;
        return `${at(host)}/blog/${slug}`;
      }
    }
  }
  return null;
}

/** One site for each theme; the second speaks Spanish. */
export const THEMED_SITES = { broadsheet: "boston.cosecha", placard: "oaxaca.cosecha", commons: "boston.ifnotnow" };

/**
 * One page of every kind: [{name, url, status}]. `url` is null where the demo has none, which the test
 * "every kind of page exists" reports.
 */
export async function pageKinds() {
  const umbrella = at("");
  const kinds = [];
  const add = (name, url, status = 200) => kinds.push({ name, url, status });

  add("umbrella", `${umbrella}/`);
  add("news", `${umbrella}/news`);
  add("news-older", await olderPage(`${umbrella}/news`));
  add("news-events-only", `${umbrella}/news?kind=event`);
  add("directory", `${umbrella}/directory`);
  add("page", `${umbrella}/about`);
  add("page-nested", `${umbrella}/about/history`);
  add("search-found", `${umbrella}/search?q=library`);
  add("search-empty", `${umbrella}/search`);
  add("search-none", `${umbrella}/search?q=zzyzzx`);
  add("unknown-host", `${at("nobody-here")}/`, 404);
  add("network-placard", `${at("cosecha")}/`);
  add("network-commons", `${at("ifnotnow")}/`);
  add("network-news", `${at("cosecha")}/news`);
  add("network-directory", `${at("ifnotnow")}/directory`);

  for (const [theme, host] of Object.entries(THEMED_SITES)) {
    const site = at(host);
    const post = await fullestPost(site);
    const event = await firstLink(`${site}/events`, (url) => EVENT.test(url.pathname));
    add(`${theme}-front`, `${site}/`);
    add(`${theme}-blog`, `${site}/blog`);
    add(`${theme}-post`, post);
    add(`${theme}-topic`, await firstLink(`${site}/blog`, (url) => /^\/blog\/topics\/[^/]+$/.test(url.pathname)));
    add(`${theme}-events`, `${site}/events`);
    add(`${theme}-event`, event);
    add(`${theme}-social`, `${site}/social`);
    add(`${theme}-page`, `${site}/about`);
    add(`${theme}-search`, `${site}/search?q=la`);
    add(`${theme}-not-found`, `${site}/no-such-page`, 404);
  }

  const site = at(THEMED_SITES.broadsheet);
  const post = kinds.find((kind) => kind.name === "broadsheet-post").url;
  add("month", await firstLink(`${site}/blog`, (url) => /^\/blog\/archive\/\d+\/\d+$/.test(url.pathname)));
  add("tag", post && (await firstLink(post, (url) => /^\/blog\/tags\/[^/]+$/.test(url.pathname))));
  add("author", post && (await firstLink(post, (url) => /^\/blog\/authors?\/[^/]+$/.test(url.pathname))));
  add("event-other-date", await firstOccurrence());
  add("protected", protectedPost());
  add("spanish-commons", `${at("sevilla.cosecha")}/`);
  add("spanish-broadsheet", `${at("mexico.ifnotnow")}/`);
  add("imported-front", `${at("library.archive")}/`);
  add("imported-post", await fullestPost(at("library.archive")));
  return kinds;
}

/** Where a list goes on: the link marked rel="next", whichever the words. */
export async function olderPage(address) {
  const { text } = await get(address);
  for (const [tag] of text.matchAll(/<a\s[^>]*>/gi)) {
    if (/\srel\s*=\s*["'][^"']*\bnext\b/i.test(tag)) return linksOf(tag, address)[0] ?? null;
  }
  return null;
}

/** One date of a repeating event, on whichever of the themed sites has one. */
async function firstOccurrence() {
  for (const host of Object.values(THEMED_SITES)) {
    const index = `${at(host)}/events`;
    const direct = await firstLink(index, (url) => OCCURRENCE.test(url.pathname));
    if (direct) return direct;
    const { text } = await get(index);
    for (const link of linksOf(text, index)) {
      if (!EVENT.test(new URL(link).pathname)) continue;
      const date = await firstLink(link, (url) => OCCURRENCE.test(url.pathname));
      if (date) return date;
    }
  }
  return null;
}
