// axe-core over a page as it stands.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds wrong with the page in light and in dark, one line each. Its context must bypass the content policy. */
export async function violationsInEachScheme(page) {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await page.evaluate(`${source}; undefined`);
  const found = [];
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    found.push(...(await violations(page)).map((violation) => `${colorScheme}: ${violation}`));
  }
  return found;
}

async function violations(page) {
  const results = await page.evaluate(async () => {
    // A colour that is still on its way from light to dark would be measured half way.
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
    return globalThis.axe.run(document, {
      resultTypes: ["violations"],
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      // Off by default in axe, though WCAG 2.2 AA asks for it.
      rules: { "target-size": { enabled: true } },
    });
  });
  return results.violations.map(({ id, help, nodes }) => {
    const [first] = nodes;
    const why = first.failureSummary.replaceAll(/\s+/g, " ");
    return `${id} (${nodes.length} times): ${help}; ${first.target.join(" ")}: ${why}`;
  });
}
