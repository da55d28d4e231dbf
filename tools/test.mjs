// `npm test`: every test there is, one part after the other, and the sum at the end.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { buildPackage, buildPage } from "./build.mjs";
import { BINDGEN, ensureBrowser, ensurePackages, ensureRust, ensureTestRunner, root, run } from "./lib.mjs";

let passed = 0;
let failed = 0;

/**
 * Runs one part and adds up what it reports. A part in which nothing ran has failed, whatever its exit code says.
 * @param {string} name @param {() => Promise<{ status: number, output: string }>} work @param {[RegExp, RegExp]} counts
 */
async function part(name, work, counts) {
  console.log(`\n── ${name}`);
  const { status, output } = await work();
  const [good, bad] = counts.map((count) =>
    [...output.matchAll(count)].reduce((sum, found) => sum + Number(found[1]), 0),
  );
  passed += good;
  failed += bad;
  if (bad === 0 && (status !== 0 || good === 0)) {
    console.log(good === 0 ? `${name}: no test ran` : `${name}: ended with status ${status}`);
    failed++;
  }
}

/** @type {[RegExp, RegExp]} */
const CARGO = [/^test result: .* (\d+) passed;/gm, /^test result: .* (\d+) failed;/gm];
/** @type {[RegExp, RegExp]} */
const NODE = [/^(?:#|ℹ) pass (\d+)$/gm, /^(?:#|ℹ) fail (\d+)$/gm];

/** @param {string} folder */
const nodeTests = (folder) =>
  run(process.execPath, [
    "--test",
    "--test-reporter=spec",
    ...readdirSync(join(root, folder))
      .filter((name) => name.endsWith(".test.mjs"))
      .map((name) => join(folder, name)),
  ]);

await ensurePackages();
await ensureRust();
const { browser, driver } = await ensureBrowser();
const runner = await ensureTestRunner();
process.env.PRESEND_CHROMIUM = browser;

await part("Rust", () => run("cargo", ["test", "--workspace", "--no-fail-fast"]), CARGO);

console.log("\n── Building the package and the page");
await buildPackage();
await buildPage();

await part(
  `Rust in the browser (wasm-bindgen ${BINDGEN})`,
  () =>
    run("cargo", ["test", "--target", "wasm32-unknown-unknown", "--test", "browser"], {
      CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: runner,
      CHROMEDRIVER: driver,
    }),
  CARGO,
);
await part("The package in Node", () => nodeTests("tests/js"), NODE);
await part("The page in the browser", () => nodeTests("tests/page"), NODE);
await part("The package in projects of all kinds", () => nodeTests("tests/package"), NODE);

console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
