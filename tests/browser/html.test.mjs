// The Nu HTML checker over every kind of page, and what our content policy forbids in the markup itself.
import { before, test } from "node:test";
import { get, linksOf, pageKinds } from "./network.mjs";
import { nothingWrong } from "./nothing_wrong.mjs";
import { checked, forbidden } from "./valid_html.mjs";

let pages;
before(async () => {
  pages = [];
  for (const kind of (await pageKinds()).filter((kind) => kind.url)) {
    const { text } = await get(kind.url);
    pages.push({ ...kind, html: text });
  }
});

test("every kind of page is valid HTML", { timeout: 400_000 }, () => {
  const { errors, hints } = checked(pages);
  for (const hint of hints) console.log(`hint: ${hint}`);
  nothingWrong(errors);
});

test("no page needs what the content policy forbids", () => nothingWrong(forbidden(pages)));

test("linked data is JSON, pictures have a size and a text", () => {
  const wrong = [];
  for (const { name, html } of pages) {
    for (const [, json] of html.matchAll(/<script[^>]*application\/ld\+json[^>]*>([\s\S]*?)<\/script>/gi)) {
      try {
        JSON.parse(json);
      } catch (error) {
        wrong.push(`${name}: linked data: ${error.message}`);
      }
    }
    for (const [tag] of html.matchAll(/<img\b[^>]*>/gi)) {
      if (!/\swidth=/.test(tag) || !/\sheight=/.test(tag)) wrong.push(`${name}: a picture without a size: ${tag}`);
      if (!/\salt=/.test(tag)) wrong.push(`${name}: a picture without alt: ${tag}`);
    }
  }
  nothingWrong(wrong);
});

test("every page names its icon, or the site has one at the usual address", async () => {
  const wrong = [];
  for (const { name, html, url } of pages.filter((page) => page.status === 200)) {
    // A browser asks for /favicon.ico by itself where a page names none.
    if (/<link\b[^>]*\srel=["']?[^"'>]*\bicon\b/i.test(html)) continue;
    const { status } = await get(new URL("/favicon.ico", url));
    if (status >= 400) wrong.push(`${name}: no icon named, and /favicon.ico answers ${status}`);
  }
  nothingWrong(wrong);
});

test("no link of the walked pages is dead", { timeout: 300_000 }, async () => {
  const sources = new Map();
  for (const { name, html, url } of pages.filter((page) => page.status === 200)) {
    for (const link of linksOf(html, url)) {
      if (new URL(link).hostname.endsWith("localhost") && !sources.has(link)) sources.set(link, name);
    }
  }
  const dead = [];
  for (const [link, name] of sources) {
    // Workplace addresses come with the account that may see them.
    if (/^\/manage(\/|$)/.test(new URL(link).pathname)) continue;
    const { status } = await get(link);
    if (status >= 400) dead.push(`${status} ${link} (on ${name})`);
  }
  nothingWrong(dead);
});
