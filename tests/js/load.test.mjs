// Importing and loading the package in Node, in all the ways that are promised.
// @ts-check
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { serve } from "../../tools/serve.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = fileURLToPath(new URL("../../pkg/wasm", import.meta.url));
const wasm = new URL("../../pkg/wasm/presend_bg.wasm", import.meta.url);

/** Runs a module in a process of its own, as each process loads once. @param {string} code @param {string} [cwd] */
async function alone(code, cwd = root) {
  const args = ["--input-type=module", "--eval", code];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd });
  assert.equal(stderr, "");
  return stdout.trim();
}

test("the package is found by its own name, and importing it does nothing", async () => {
  const code = `
    const globals = Object.keys(globalThis).length;
    for (const name of ["fetch", "WebAssembly"]) globalThis[name] = new Proxy({}, { get() { throw new Error(name) } });
    const { load, PresendError } = await import("presend");
    console.log(typeof load, PresendError.prototype.name, Object.keys(globalThis).length - globals);`;
  assert.equal(await alone(code), "function PresendError 0");
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
    assert.equal(await alone(code), "0.1.0", kind);
  }
  site.close();
});

test("any number of calls, by any entry, share one load", async () => {
  const code = `
    const [node, browser, slim] = await Promise.all(["presend", "./pkg/dist/index.js", "presend/slim"].map((at) => import(at)));
    const loading = node.load();
    console.log(node.load() === loading, browser.load() === loading, slim.load() === loading, (await slim.load()) === (await loading));`;
  assert.equal(await alone(code), "true true true true");
});

test("a load that failed says why, and can be tried again", async () => {
  const site = await serve(folder);
  for (const [entry, source, sentence] of /** @type {const} */ ([
    ["node", '"/no/such/file.wasm"', /could not be loaded from \/no\/such\/file.wasm/],
    ["node", `"${site.url}missing.wasm"`, /the server answered 404/],
    ["index", `new URL("${site.url}missing.wasm")`, /the server answered 404/],
    ["node", "new Uint8Array([1, 2, 3])", /could not be loaded/],
    ["slim", "", /give load\(\) a URL, a Response, bytes or a WebAssembly.Module/],
  ])) {
    const code = `
      import { readFileSync } from "node:fs";
      import { load, PresendError } from "./pkg/dist/${entry}.js";
      const error = await load(${source}).catch((error) => error);
      console.log(error instanceof PresendError, error.cause instanceof Error, error.message);
      console.log((await load(readFileSync(new URL(${JSON.stringify(wasm.href)})))).version.package);`;
    const [said, version] = (await alone(code)).split("\n");
    assert.match(String(said), /^true true /, entry);
    assert.match(String(said), sentence);
    assert.equal(version, "0.1.0");
  }
  site.close();
});

test("the browser's entry loads over the network", async () => {
  const site = await serve(folder);
  for (const entry of ["index", "slim"]) {
    const code = `
      import { load } from "./pkg/dist/${entry}.js";
      console.log((await load("${site.url}presend_bg.wasm")).version.package);`;
    assert.equal(await alone(code), "0.1.0");
  }
  site.close();
});

test("the single file needs nothing beside it, and fetches nothing", async () => {
  const folder = mkdtempSync(join(tmpdir(), "presend-"));
  copyFileSync(join(root, "pkg/dist/inline.js"), join(folder, "inline.mjs"));
  const code = `
    delete globalThis.fetch;
    const { load } = await import("./inline.mjs");
    console.log((await load()).version.package);`;
  assert.equal(await alone(code, folder), "0.1.0");
  rmSync(folder, { recursive: true });
});

test("all entries offer the same", async () => {
  const entries = ["node", "index", "slim", "inline"].map((entry) => import(`../../pkg/dist/${entry}.js`));
  for (const entry of await Promise.all(entries)) assert.deepEqual(Object.keys(entry), ["PresendError", "load"]);
});
