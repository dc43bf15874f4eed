// The Nu HTML checker over every kind of page, and what our content policy forbids in the markup itself.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { get, linksOf, pageKinds } from "./network.mjs";
import { nothingWrong } from "./nothing_wrong.mjs";

const checker = path.join(path.dirname(createRequire(import.meta.url).resolve("vnu-jar/package.json")), "build/dist/vnu.jar");

let folder;
let pages;
before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "umbel-html-"));
  pages = [];
  for (const kind of (await pageKinds()).filter((kind) => kind.url)) {
    const { text } = await get(kind.url);
    const file = path.join(folder, `${kind.name}.html`);
    writeFileSync(file, text);
    pages.push({ ...kind, html: text, file });
  }
});
after(() => {
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** What the checker says of the files: [{type, url, lastLine, message, extract}]. */
function check(files) {
  const run = spawnSync("java", ["-Xss1m", "-jar", checker, "--stdout", "--format", "json", "--exit-zero-always", ...files], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    timeout: 300_000,
  });
  if (run.error) throw run.error;
  assert.equal(run.status, 0, run.stderr);
  return JSON.parse(run.stdout).messages;
}

const inWords = (message) => {
  const extract = (message.extract ?? "").replaceAll(/\s+/g, " ").slice(0, 160);
  return `${path.basename(message.url ?? "")}:${message.lastLine ?? "?"}: ${message.message} ${extract}`;
};

test("every kind of page is valid HTML", { timeout: 400_000 }, () => {
  const messages = check(pages.map((page) => page.file));
  const errors = messages.filter((message) => message.type !== "info");
  const hints = messages.filter((message) => message.type === "info");
  for (const hint of new Set(hints.map((message) => message.message))) console.log(`hint: ${hint}`);
  nothingWrong(errors.map(inWords));
});

test("no page needs what the content policy forbids", () => {
  const wrong = [];
  for (const { name, html } of pages) {
    const tags = html.match(/<[a-z][^>]*>/gi) ?? [];
    for (const tag of tags) {
      if (/\sstyle\s*=/i.test(tag)) wrong.push(`${name}: inline style in ${tag}`);
      if (/\son[a-z]+\s*=\s*["']/i.test(tag)) wrong.push(`${name}: event handler in ${tag}`);
      // Linked data is not run, so the policy lets it stand in the page.
      if (/^<script(?![^>]*\ssrc=)(?![^>]*application\/ld\+json)/i.test(tag)) wrong.push(`${name}: inline script ${tag}`);
      if (/^<(style|iframe|object|embed)\b/i.test(tag)) wrong.push(`${name}: ${tag}`);
    }
  }
  nothingWrong(wrong);
});

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
