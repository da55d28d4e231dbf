// The builds of the package that are one file each: presend/inline, and the two classic scripts.
import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { root } from "./lib.mjs";

const DIST = join(root, "pkg/dist");
const WASM = join(root, "pkg/wasm/presend_bg.wasm");

/** The hash of a file as `integrity` attributes take it. @param {string} file */
export function integrity(file) {
  return `sha384-${createHash("sha384").update(readFileSync(file)).digest("base64")}`;
}

/** Makes the script of the worker one file: bundlers carry it along as it is. */
export async function buildWorker() {
  const code = await bundle("worker-script.js", { format: "es", define: {} });
  writeFileSync(join(DIST, "worker-script.js"), code);
  rmSync(join(DIST, "worker-script.d.ts"));
}

/** Puts the single files in the place of what tsc has left in pkg/dist for them. */
export async function buildBundles() {
  // Compressed before it becomes text: servers can do little with text of that kind.
  const packed = gzipSync(readFileSync(WASM), { level: 9 }).toString("base64");
  const define = { PRESEND_PACKED: JSON.stringify(packed), PRESEND_INTEGRITY: JSON.stringify(integrity(WASM)) };
  const files = {
    "inline.js": await bundle("inline.js", { format: "es", define }),
    "classic.js": await bundle("classic.js", { format: "iife", index: "beside.js", define }),
    "classic-inline.js": await bundle("classic.js", { format: "iife", index: "inline.js", define }),
  };
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const licence = `/*! presend ${version} | MIT OR Apache-2.0 | with parts of others: see THIRD-PARTY.txt of the package */\n`;
  for (const [name, code] of Object.entries(files)) writeFileSync(join(DIST, name), licence + ascii(code));
  // Parts of the scripts, and no entries of their own.
  const parts = ["beside.js", "beside.d.ts", "classic.d.ts", "elements/words/none.js", "elements/words/none.d.ts"];
  for (const name of parts) rmSync(join(DIST, name));
}

/** A classic script is read in the encoding of its page, whatever that is. @param {string} code */
const ascii = (code) => code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

/**
 * @param {string} entry
 * @param {{ format: "es" | "iife", index?: string, define: Record<string, string> }} options index: what takes the place of
 * the entry by which the elements load
 * @returns {Promise<string>}
 */
async function bundle(entry, { format, index, define }) {
  const { build } = await import("vite");
  /** @type {import("vite").Plugin} */
  const swap = {
    name: "presend-index",
    enforce: "pre",
    resolveId(source, importer) {
      const named = importer && index ? relative(DIST, join(importer, "..", source)) : "";
      // A file that is all there is cannot fetch languages, and would otherwise hold them all.
      if (named === "elements/words/languages.js") return join(DIST, "elements/words/none.js");
      // One file has no second one to run in a worker: lists are read in small steps, as in Node.
      if (named === "worker.js") return join(DIST, "worker-node.js");
      return index && (named === "index.js" || named === "node.js") ? join(DIST, index) : null;
    },
  };
  const built = await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    plugins: [swap],
    define,
    build: {
      write: false,
      target: "es2022",
      lib: { entry: join(DIST, entry), formats: [format], name: "presend" },
    },
  });
  const [{ output }] = /** @type {[import("vite").Rolldown.RolldownOutput]} */ (built);
  return output[0].code;
}
