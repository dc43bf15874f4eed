// Bundles the editor's libraries into one file of the program, with the licence of every package in it.
// Run by tools/editor/build when a version in package.json changes; running Umbel needs no Node.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const assets = path.join(here, "../../themes/base/assets");

const { metafile } = await build({
  entryPoints: [path.join(here, "libraries.js")],
  outfile: path.join(assets, "editor-bundle.js"),
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022"],
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  banner: { js: "/* Built by tools/editor; the licences are in editor.LICENSE.txt. */" },
});

/** The package a bundled file belongs to: its folder beneath the last node_modules. */
function packageOf(file) {
  const parts = file.split("/");
  const start = parts.lastIndexOf("node_modules") + 1;
  if (start === 0) return null;
  const names = parts[start].startsWith("@") ? 2 : 1;
  return parts.slice(0, start + names).join("/");
}

const packages = [...new Set(Object.keys(metafile.inputs).map(packageOf).filter(Boolean))].sort();
const sections = packages.map((folder) => {
  const absolute = path.resolve(folder);
  const { name, version, license } = JSON.parse(readFileSync(path.join(absolute, "package.json"), "utf8"));
  const file = readdirSync(absolute).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} has no licence file`);
  const text = readFileSync(path.join(absolute, file), "utf8").replaceAll("\r\n", "\n").trim();
  return `${name} ${version} (${license})\n${"=".repeat(76)}\n\n${text}\n`;
});
const head = "Libraries within editor-bundle.js, with their licences. Written by tools/editor/build.mjs.\n";
writeFileSync(path.join(assets, "editor.LICENSE.txt"), [head, ...sections].join("\n\n"));
const bytes = metafile.outputs[Object.keys(metafile.outputs)[0]].bytes;
console.log(`${packages.length} packages, ${bytes} bytes`);
