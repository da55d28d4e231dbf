// Importing and loading the package in Node, in all the ways that are promised.
// @ts-check
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { serve } from "../../tools/serve.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = fileURLToPath(new URL("../../pkg/wasm", import.meta.url));
const wasm = new URL("../../pkg/wasm/presend_bg.wasm", import.meta.url);

// A module is loaded once per process, so each test takes a copy of its own: the query makes it another module. The glue
// below it is shared, and with it the first instance; what a source leads to is seen in the errors and in the first test.
let copies = 0;
/** @param {string} entry @returns {Promise<typeof import("presend")>} */
const fresh = (entry = "node") => import(`../../pkg/dist/${entry}.js?copy=${++copies}`);

/** Runs a module in a process of its own. @param {string} code */
function alone(code) {
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", code], {
    cwd: root,
    encoding: "utf8",
  });
  assert.equal(stderr, "");
  return stdout.trim();
}

test("the package is found by its own name, and importing it does nothing", () => {
  const code = `
    const globals = Object.keys(globalThis).length;
    for (const name of ["fetch", "WebAssembly"]) globalThis[name] = new Proxy({}, { get() { throw new Error(name) } });
    const { load, PresendError } = await import("presend");
    console.log(typeof load, PresendError.prototype.name, Object.keys(globalThis).length - globals);`;
  assert.equal(alone(code), "function PresendError 0");
});

test("every kind of source is taken", async () => {
  const site = await serve(folder, { types: { ".wasm": "text/plain" } });
  const sources = {
    none: "undefined",
    url: `new URL(${JSON.stringify(wasm.href)})`,
    path: JSON.stringify(fileURLToPath(wasm)),
    bytes: `(await import("node:fs")).readFileSync(new URL(${JSON.stringify(wasm.href)}))`,
    promise: `import("node:fs/promises").then((fs) => fs.readFile(new URL(${JSON.stringify(wasm.href)})))`,
    module: `new WebAssembly.Module((await import("node:fs")).readFileSync(new URL(${JSON.stringify(wasm.href)})))`,
    response: `new Response((await import("node:fs")).readFileSync(new URL(${JSON.stringify(wasm.href)})), { headers: { "Content-Type": "application/wasm" } })`,
    wrongType: `new Response((await import("node:fs")).readFileSync(new URL(${JSON.stringify(wasm.href)})))`,
  };
  for (const [kind, source] of Object.entries(sources)) {
    const code = `const { load } = await import("presend"); console.log((await load(${source})).version.package)`;
    assert.equal(alone(code), "0.1.0", kind);
  }
  site.close();
});

test("any number of calls share one load", async () => {
  const { load } = await fresh();
  assert.equal(load(), load());
  assert.equal(await load(), await load());
});

test("a load that failed says why, and can be tried again", async () => {
  const site = await serve(folder);
  for (const [entry, source, sentence] of /** @type {const} */ ([
    ["node", "/no/such/file.wasm", /could not be loaded from \/no\/such\/file.wasm/],
    ["node", `${site.url}missing.wasm`, /the server answered 404/],
    ["index", new URL(`${site.url}missing.wasm`), /the server answered 404/],
    ["node", new Uint8Array([1, 2, 3]), /could not be loaded/],
  ])) {
    const { load, PresendError } = await fresh(entry);
    await assert.rejects(load(source), (error) => {
      assert.ok(error instanceof PresendError);
      assert.match(error.message, sentence);
      assert.ok(error.cause);
      return true;
    });
    assert.equal((await load(readFileSync(wasm))).version.package, "0.1.0");
  }
  site.close();
});

test("the browser's entry loads over the network", async () => {
  const site = await serve(folder);
  const { load } = await fresh("index");
  assert.equal((await load(`${site.url}presend_bg.wasm`)).version.package, "0.1.0");
  site.close();
});

test("the two entries offer the same", async () => {
  assert.deepEqual(Object.keys(await fresh("node")), Object.keys(await fresh("index")));
});
