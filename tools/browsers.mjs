// `npm run browsers [-- chromium firefox webkit]`: the Rust browser tests and the page tests in every engine that is here or
// can be installed, with what came of it in docs/browsers.md. Fails where a test does, and where there is no engine at all.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, release, type } from "node:os";
import { join } from "node:path";
import { buildPackage, buildPage } from "./build.mjs";
import { ALONE, availableEngines, NAMES, pageIn, rustIn, TITLE } from "./engines.mjs";
import { BINDGEN, ensurePackages, ensureRust, ensureTestRunner, root, stop } from "./lib.mjs";
import { CARGO, NODE, Parts } from "./parts.mjs";

const asked = process.argv.slice(2);
const strange = asked.find((name) => !NAMES.some((known) => known === name));
if (strange) stop(`There is no engine "${strange}"; there are ${NAMES.join(", ")}.`);

await ensurePackages();
await ensureRust();
const engines = await availableEngines({ install: true, asked });
const runner = await ensureTestRunner();
await buildPackage();
await buildPage();

const parts = new Parts();
/** @type {Map<string, string>} */
const sections = new Map();
for (const found of engines) {
  const title = TITLE[found.engine];
  const rust = await parts.run(`Rust in ${title}`, () => rustIn(found, runner), CARGO);
  const page = await parts.run(`The page in ${title}`, () => pageIn(found), NODE);
  sections.set(title, section(found, rust, page));
}
write();
parts.end();

/** @typedef {Awaited<ReturnType<Parts["run"]>>} Result */

/** @param {import("./engines.mjs").Found} found @param {Result} rust @param {Result} page */
function section({ engine, version }, rust, page) {
  const row = (/** @type {string} */ name, /** @type {Result} */ { passed, failed, skipped, seconds }) =>
    `| ${name} | ${passed} | ${failed} | ${skipped.length} | ${seconds} s |`;
  /** @type {Map<string, string[]>} */
  const reasons = new Map();
  for (const { test, reason } of page.skipped) reasons.set(reason, [...(reasons.get(reason) ?? []), test]);
  return [
    `## ${TITLE[engine]}`,
    "",
    `${new Date().toISOString().slice(0, 10)}, version ${version}, on ${type()} ${release().split("-")[0]} with ${availableParallelism()} cores.`,
    "",
    "| tests | passed | failed | skipped | time |",
    "|---|---:|---:|---:|---:|",
    row("Rust in the browser", rust),
    row("the pages", page),
    "",
    ...(page.skipped.length > 0 ? ["Skipped, each with its reason:", ""] : []),
    ...[...reasons].map(([reason, tests]) => `- ${reason}: ${tests.join("; ")}`),
  ]
    .join("\n")
    .trim();
}

/** Writes what came of it; engines that were not asked for keep what was found last. */
function write() {
  const path = join(root, "docs/browsers.md");
  const before = existsSync(path) ? readFileSync(path, "utf8").split(/^(?=## )/m) : [];
  const intro = `# Browser engines

Made by \`npm run browsers\`; do not edit.

The Rust browser tests (\`tests/browser.rs\`, wasm-bindgen ${BINDGEN}) and the page tests (\`tests/page\`), the same in every
engine. Chromium is driven by Playwright; Firefox and WebKitGTK, which Playwright only drives in builds of its own, through
WebDriver (geckodriver, WebKitWebDriver). A test that needs what WebDriver cannot do is skipped there. Run in
Chromium alone: ${Object.entries(ALONE)
    .map(([name, reason]) => `\`${name}\` (${reason})`)
    .join(", ")}; of the other tests, too, only what they ask axe-core.`;
  const all = NAMES.map((engine) => TITLE[engine]).flatMap(
    (title) => sections.get(title) ?? before.find((text) => text.startsWith(`## ${title}\n`))?.trim() ?? [],
  );
  writeFileSync(path, `${[intro, ...all].join("\n\n")}\n`);
}
