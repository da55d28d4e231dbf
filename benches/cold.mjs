// One engine in a process of its own: how long until its first answer, and how much memory it keeps. Started by phone.node.mjs.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { engines } from "./engines.mjs";

const root = join(import.meta.dirname, "..");
const open = engines(async (path) => new Uint8Array(await readFile(join(root, path))))[process.argv[2] ?? ""];
if (!open) throw new Error("name an engine");

globalThis.gc?.();
const before = process.memoryUsage.rss();
const start = performance.now();
const engine = await open();
engine.valid("+919876543210");
const time = performance.now() - start;

const rows = (await readFile(join(root, "tests/corpus/phone.tsv"), "utf8")).trimEnd().split("\n").slice(1);
for (const row of rows.filter((_, at) => at % 10 === 0)) {
  const [input = "", country] = row.split("\t");
  engine.valid(input, country || undefined);
}
globalThis.gc?.();
console.log(JSON.stringify({ time, memory: process.memoryUsage.rss() - before }));
