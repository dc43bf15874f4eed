// The Nu HTML checker, and what our content policy forbids in the markup itself.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";

const checker = path.join(path.dirname(createRequire(import.meta.url).resolve("vnu-jar/package.json")), "build/dist/vnu.jar");

/** What the checker says of pages [{name, html}], one line each: {errors, hints}. */
export function checked(pages) {
  const folder = mkdtempSync(path.join(tmpdir(), "umbel-html-"));
  try {
    const files = pages.map(({ name, html }) => {
      const file = path.join(folder, `${name}.html`);
      writeFileSync(file, html);
      return file;
    });
    const run = spawnSync("java", ["-Xss1m", "-jar", checker, "--stdout", "--format", "json", "--exit-zero-always", ...files], {
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
      timeout: 300_000,
    });
    if (run.error) throw run.error;
    assert.equal(run.status, 0, run.stderr);
    const { messages } = JSON.parse(run.stdout);
    return {
      errors: messages.filter((message) => message.type !== "info").map(inWords),
      hints: [...new Set(messages.filter((message) => message.type === "info").map((message) => message.message))],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function inWords(message) {
  const extract = (message.extract ?? "").replaceAll(/\s+/g, " ").slice(0, 160);
  return `${path.basename(message.url ?? "")}:${message.lastLine ?? "?"}: ${message.message} ${extract}`;
}

/** What in pages [{name, html}] the content policy would stop, one line each. */
export function forbidden(pages) {
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
  return wrong;
}
