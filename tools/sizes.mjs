// What the package weighs, and whether that is within tools/budgets.json. Run by `npm run build`; `npm run sizes` prints
// the table, with `--against <file>` the changes since the JSON that `npm run --silent sizes -- --json` wrote before.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { root } from "./lib.mjs";

const DIST = join(root, "pkg/dist");

/**
 * @typedef {{ raw: number, gzip: number, brotli: number }} Size in bytes
 * @typedef {{ part: string, what: string } & Size} Row
 * @typedef {{ what: string, goal: number, limit: number }} Budget in bytes after brotli; goal: what we want; limit: what
 * stops the build, above the goal only while that is worked on
 * @typedef {{ date: string, sizes: Record<string, number>, reason: string }} Move
 */

/** @returns {{ budgets: Record<string, Budget>, history: Move[] }} */
export function readBudgets() {
  return JSON.parse(readFileSync(join(root, "tools/budgets.json"), "utf8"));
}

/** @param {Uint8Array} bytes @returns {Size} */
function measure(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, { params }).length,
  };
}

/** Files as a server sends them, each compressed by itself. @param {string[]} files @returns {Size} */
function sum(files) {
  const total = { raw: 0, gzip: 0, brotli: 0 };
  for (const file of files) {
    const size = measure(readFileSync(file));
    for (const how of /** @type {const} */ (["raw", "gzip", "brotli"])) total[how] += size[how];
  }
  return total;
}

/** A module and the modules it imports by relative addresses. @param {string} file @param {Set<string>} [seen] */
function modules(file, seen = new Set()) {
  if (!seen.has(file)) {
    seen.add(file);
    const imports = readFileSync(file, "utf8").matchAll(/^(?:import|export)\b[^;]*?\bfrom "(\.[^"]+)"/gm);
    for (const [, address] of imports) modules(join(dirname(file), String(address)), seen);
  }
  return seen;
}

/** Elements as a bundler makes them, Lit included, beside a page's own copy of the facade. @param {string} entry */
async function element(entry) {
  const { build } = await import("vite");
  const built = await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    build: {
      write: false,
      target: "es2022",
      // The form in which nothing is left unminified.
      lib: { entry, formats: ["iife"], name: "presend" },
      rolldownOptions: {
        external: [
          ...["index.js", "error.js", "worker.js"].map((name) => join(DIST, name)),
          // Languages are fetched by themselves, when a page speaks them.
          /\/words\/(es|pt-BR)\.js$/,
          /\/wasm\/locales\//,
        ],
        output: { globals: () => "p" },
      },
    },
  });
  const [{ output }] = /** @type {[import("vite").Rolldown.RolldownOutput]} */ (built);
  return measure(Buffer.from(output[0].code));
}

/** What a browser fetches for the first view of a built page, all that it names at first included. @param {string} name */
export function firstView(name) {
  const folder = join(root, "www/dist");
  const page = join(folder, name);
  const named = [...readFileSync(page, "utf8").matchAll(/<(?:link|script)\b[^>]* (?:href|src)="([^"]+)"/g)].map(
    ([, address]) => join(folder, String(address)),
  );
  const files = new Set([page]);
  for (const file of named) for (const part of file.endsWith(".js") ? chunks(file) : [file]) files.add(part);
  return [...files];
}

/** A script and what it imports at once, as bundled. @param {string} file @param {Set<string>} [seen] */
function chunks(file, seen = new Set()) {
  if (!seen.has(file)) {
    seen.add(file);
    const imports = readFileSync(file, "utf8").matchAll(/(?:^|;)import\s*(?:[\w$*{][^;"]*?from\s*)?"(\.[^"]+)"/g);
    for (const [, address] of imports) chunks(join(dirname(file), String(address)), seen);
  }
  return seen;
}

/** @type {Promise<Row[]> | undefined} */
let measured;

/** The sizes of everything that was built. */
export function sizes() {
  measured ??= measureAll();
  return measured;
}

/** The first view of the page, where it has been built. @returns {Row[]} */
function views() {
  if (!existsSync(join(root, "www/dist/index.html"))) return [];
  const files = firstView("index.html");
  const without = files.filter((file) => !file.endsWith(".wasm"));
  return [
    { part: "page", what: "First view of `index.html` without the WebAssembly, FAQ included", ...sum(without) },
    { part: "page+wasm", what: "First view of `index.html` in all", ...sum(files) },
  ];
}

/** @returns {Promise<Row[]>} */
async function measureAll() {
  const glue = join(root, "pkg/wasm/presend.js");
  const facade = [...modules(join(DIST, "index.js"))];
  const elements = readdirSync(join(DIST, "elements"))
    .filter((name) => existsSync(join(DIST, "elements", name, "element.js")))
    .sort();
  return [
    {
      part: "wasm",
      what: "The WebAssembly with the English catalogue",
      ...sum([join(root, "pkg/wasm/presend_bg.wasm")]),
    },
    { part: "glue", what: "Glue, made by wasm-bindgen", ...sum([glue]) },
    { part: "facade", what: "Facade", ...sum(facade.filter((file) => file !== glue)) },
    { part: "facade+glue", what: "Facade and glue together", ...sum(facade) },
    ...(await Promise.all(
      elements.map(async (name) => ({
        part: `presend-${name}`,
        what: `\`presend-${name}\` alone, with Lit`,
        ...(await element(join(DIST, "elements", name, "element.js"))),
      })),
    )),
    { part: "elements", what: "All elements together, with Lit", ...(await element(join(DIST, "elements/index.js"))) },
    ...views(),
    { part: "inline", what: "`presend/inline`, everything in one module", ...sum([join(DIST, "inline.js")]) },
    { part: "classic", what: "`classic.js`, facade and elements as one script", ...sum([join(DIST, "classic.js")]) },
    {
      part: "classic-inline",
      what: "`classic-inline.js`, the same with the WebAssembly in it",
      ...sum([join(DIST, "classic-inline.js")]),
    },
  ];
}

/** @param {number} bytes */
export const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

/** What is wrong with the sizes, in sentences. @param {Row[]} rows */
export function overBudget(rows) {
  return Object.entries(readBudgets().budgets).flatMap(([part, { what, limit }]) => {
    const size = rows.find((row) => row.part === part)?.brotli;
    if (size === undefined) return [`Nothing was measured for the budget of ${part}.`];
    return size > limit ? [`${what}: ${kB(size)} after brotli, ${kB(limit)} is the limit (tools/budgets.json).`] : [];
  });
}

/** What has moved without a reason being given, in sentences. @param {Row[]} rows */
export function unexplained(rows) {
  const last = readBudgets().history.at(-1)?.sizes ?? {};
  return rows.flatMap(({ part, brotli }) => {
    const before = last[part];
    // A few per cent come and go with any change.
    if (before === undefined || Math.abs(brotli - before) <= Math.max(before * 0.05, 500)) return [];
    return [`${part} has moved from ${kB(before)} to ${kB(brotli)} after brotli: say why in tools/budgets.json.`];
  });
}

/** Stops a build that is too large. @param {Row[]} rows */
export function enforceBudgets(rows) {
  for (const sentence of unexplained(rows)) console.log(sentence);
  const faults = overBudget(rows);
  if (faults.length > 0) throw new Error(faults.join("\n"));
}

/** The sizes as Markdown, with what has changed. @param {Row[]} rows @param {Row[]} [before] */
export function table(rows, before) {
  const lines = ["| part | raw | gzip | brotli |", "| --- | ---: | ---: | ---: |"];
  for (const row of rows) {
    const old = before?.find(({ part }) => part === row.part);
    const cells = /** @type {const} */ (["raw", "gzip", "brotli"]).map((how) => {
      const change = old ? row[how] - old[how] : 0;
      return kB(row[how]) + (change ? ` (${change > 0 ? "+" : "−"}${kB(Math.abs(change))})` : "");
    });
    lines.push(`| ${row.part} | ${cells.join(" | ")} |`);
  }
  return lines.join("\n");
}

if (process.argv[1] === import.meta.filename) {
  const rows = await sizes();
  const against = process.argv.indexOf("--against");
  if (process.argv.includes("--json")) console.log(JSON.stringify(rows));
  else
    console.log(
      table(rows, against > 0 ? JSON.parse(readFileSync(String(process.argv[against + 1]), "utf8")) : undefined),
    );
}
