// npm run bench [-- names]: runs the benchmarks in Node and in Chromium, and writes benches/RESULTS.md.
//
// A benchmark is a file `<name>.bench.mjs` whose default export is given a `Bench`. What was measured is kept in
// benches/results, so that one benchmark can be run anew without the others. In Chromium the same export runs inside of a
// page, unless the file has another one, `drive`, that looks at pages from outside.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { buildPackage, buildPage } from "../tools/build.mjs";
import { ensureBrowser, must, root, stop, targetFolder } from "../tools/lib.mjs";
import { serve } from "../tools/serve.mjs";
import { Bench } from "./harness.mjs";
import { report } from "./report.mjs";

const FOLDER = join(root, "benches");
const RESULTS = join(FOLDER, "results");

const known = readdirSync(FOLDER).flatMap((name) => (name.endsWith(".bench.mjs") ? name.slice(0, -10) : []));
const asked = process.argv.slice(2);
const strange = asked.find((name) => !known.includes(name));
if (strange) stop(`There is no benchmark "${strange}"; there are ${known.join(", ")}.`);

const { browser: executablePath } = await ensureBrowser();
await buildPackage();
if (asked.length === 0 || asked.includes("page")) await buildPage();
if (asked.length === 0 || asked.includes("phone")) await buildPeer();

/** The `phonenumber` crate, for those who want to compare with it. Built once. */
async function buildPeer() {
  const target = join(FOLDER, "dist-peer");
  const made = join(target, "phonenumber_peer.wasm");
  if (existsSync(made)) return;
  const crate = join(FOLDER, "phonenumber-crate");
  const wasm = "wasm32-unknown-unknown";
  await must("cargo", [
    "build",
    "--quiet",
    "--release",
    "--target",
    wasm,
    "--manifest-path",
    join(crate, "Cargo.toml"),
    "--target-dir",
    join(targetFolder(), "peer"),
  ]);
  mkdirSync(target, { recursive: true });
  copyFileSync(join(targetFolder(), "peer", wasm, "release/phonenumber_peer.wasm"), made);
}

/** @param {string} path */
const file = async (path) => new Uint8Array(await readFile(join(root, path)));

/** @param {string} name */
async function inNode(name) {
  const bench = new Bench("node", file);
  const suite = await import(`./${name}.bench.mjs`);
  await suite.default(bench);
  return bench.lines;
}

/** @param {string[]} names */
async function inBrowser(names) {
  // Not before it is known that they are installed.
  const { chromium } = await import("playwright-core");
  const { build } = await import("vite");
  await build({
    configFile: false,
    root: FOLDER,
    base: "./",
    logLevel: "error",
    build: {
      outDir: "dist",
      emptyOutDir: true,
      target: "es2022",
      rolldownOptions: { input: ["page.html", "cold.html"].map((name) => join(FOLDER, name)) },
    },
  });
  // Kept apart from other sites, a page is given a clock that is fine enough.
  const headers = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };
  const site = await serve(root, { headers });
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  /** @type {Record<string, import("./harness.mjs").Line[]>} */
  const lines = {};
  for (const name of names) {
    const suite = await import(`./${name}.bench.mjs`);
    if (suite.drive) {
      const bench = new Bench("chromium", file);
      await suite.drive(browser, bench);
      lines[name] = bench.lines;
      continue;
    }
    // A page of its own for each: what one leaves in memory must not slow the next.
    const page = await browser.newPage();
    page.on("pageerror", (error) => console.error(`${name} in Chromium: ${error}`));
    await page.goto(`${site.url}benches/dist/page.html`);
    await page.waitForFunction("globalThis.runSuite !== undefined");
    // As long as it takes.
    lines[name] = await page.evaluate((suite) => /** @type {any} */ (globalThis).runSuite(suite), name);
    await page.close();
  }
  const version = browser.version();
  await browser.close();
  site.close();
  return { lines, version };
}

const names = asked.length > 0 ? asked : known;
mkdirSync(RESULTS, { recursive: true });
const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform}`;
const inChromium = await inBrowser(names);
for (const name of names) {
  console.log(`\n── ${name}`);
  const suite = await import(`./${name}.bench.mjs`);
  const result = {
    title: suite.title,
    about: suite.about,
    date: new Date().toISOString().slice(0, 10),
    machine,
    versions: { node: process.version, chromium: inChromium.version, ...suite.versions?.() },
    node: await inNode(name),
    chromium: inChromium.lines[name] ?? [],
  };
  writeFileSync(join(RESULTS, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
  console.log(report([result]));
}

const all = readdirSync(RESULTS)
  .sort()
  .map((name) => JSON.parse(readFileSync(join(RESULTS, name), "utf8")));
writeFileSync(join(FOLDER, "RESULTS.md"), report(all, true));
