// `npm test`: every test there is, one part after the other, and the sum at the end.
import { buildPackage, buildPage } from "./build.mjs";
import { availableEngines, nodeTests, pageIn, rustIn, TITLE } from "./engines.mjs";
import { BINDGEN, ensureBrowser, ensurePackages, ensureRust, ensureTestRunner, run } from "./lib.mjs";
import { CARGO, NODE, Parts } from "./parts.mjs";

await ensurePackages();
await ensureRust();
const { browser } = await ensureBrowser();
process.env.PRESEND_CHROMIUM = browser;
const runner = await ensureTestRunner();
// On a machine that is somebody's own, only what it has.
const engines = await availableEngines({ install: process.env.CI === "true" });
const parts = new Parts();

// Where nobody waits, properties are asked of four times as much made-up input.
const cases = process.env.PROPTEST_CASES ?? (process.env.CI === "true" ? "1024" : "256");
const rust = () => run("cargo", ["test", "--workspace", "--no-fail-fast"], { PROPTEST_CASES: cases });
await parts.run("Rust", rust, CARGO);

console.log("\n── Building the package and the page");
await buildPackage();
await buildPage();

await parts.run("The package in Node", () => nodeTests("tests/js"), NODE);
for (const found of engines) {
  const name = `${TITLE[found.engine]} ${found.version}`;
  await parts.run(`Rust in ${name} (wasm-bindgen ${BINDGEN})`, () => rustIn(found, runner), CARGO);
  await parts.run(`The page in ${name}`, () => pageIn(found), NODE);
}
await parts.run("The package in projects of all kinds", () => nodeTests("tests/package"), NODE);

console.log(`\nEngines: ${engines.map(({ engine, version }) => `${TITLE[engine]} ${version}`).join(", ")}`);
parts.end();
