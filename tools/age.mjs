// How old the facts are. `node tools/age.mjs` names the sources that should be read again, and fails when there are any.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "smol-toml";
import { root } from "./lib.mjs";

/** After how many days a page about a platform that changes this often is worth reading again. */
export const OLD = 180;

/** @typedef {{ name: string, title: string, url: string, checked: string, days: number }} Source */

/** All sources, the one that was read longest ago first. @param {number} [now] @returns {Source[]} */
export function sources(now = Date.now()) {
  const table = /** @type {Record<string, any>} */ (parse(readFileSync(join(root, "src/data/sources.toml"), "utf8")));
  return Object.entries(table)
    .map(([name, { title, url, checked }]) => {
      const day = checked.toISOString().slice(0, 10);
      return { name, title, url, checked: day, days: Math.floor((now - Date.parse(day)) / 86_400_000) };
    })
    .sort((a, b) => b.days - a.days);
}

if (process.argv[1] === import.meta.filename) {
  const old = sources().filter(({ days }) => days > OLD);
  for (const { name, title, days } of old) console.log(`${name}: ${title}, read ${days} days ago`);
  console.log(
    `${old.length} sources were read more than ${OLD} days ago (CONTRIBUTING.md, “Refresh the dated facts”).`,
  );
  process.exitCode = old.length > 0 ? 1 : 0;
}
