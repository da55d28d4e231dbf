// What of the phone benchmark needs processes and files.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { median } from "./harness.mjs";

const root = join(import.meta.dirname, "..");

/** @param {string} engine @returns {{ time: number, memory: number }} */
function fresh(engine) {
  const { stdout, stderr } = spawnSync(process.execPath, ["--expose-gc", join(root, "benches/cold.mjs"), engine], {
    encoding: "utf8",
  });
  if (!stdout) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** Milliseconds to the first answer, and megabytes after 2,000 numbers. @param {string[]} names */
export function starts(names) {
  const runs = Object.fromEntries(names.map((name) => [name, /** @type {ReturnType<typeof fresh>[]} */ ([])]));
  for (let round = 0; round < 5; round++) for (const name of names) runs[name]?.push(fresh(name));
  /** @param {"time" | "memory"} what @param {number} per */
  const middle = (what, per) =>
    names.map((name) => ({ name, value: median((runs[name] ?? []).map((one) => one[what] / per)) }));
  return { time: middle("time", 1), memory: middle("memory", 1e6) };
}

/** Kilobytes. */
export function sizes() {
  const of = (/** @type {string} */ path) => brotliCompressSync(readFileSync(join(root, path))).length / 1000;
  return [
    { name: "presend, all of it", value: of("pkg/wasm/presend_bg.wasm") },
    { name: "libphonenumber-js/max", value: of("node_modules/libphonenumber-js/bundle/libphonenumber-max.js") },
    { name: "google-libphonenumber", value: of("node_modules/google-libphonenumber/dist/libphonenumber.js") },
    { name: "phonenumber (crate, wasm)", value: of("benches/dist-peer/phonenumber_peer.wasm") },
  ];
}
