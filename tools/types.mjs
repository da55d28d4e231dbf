// The types of the package, from those that wasm-bindgen writes.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./lib.mjs";

/**
 * What people see: the types by name, as their order changes with the compiler, and not the functions of the glue.
 * @returns {string}
 */
export function publicTypes() {
  const text = readFileSync(join(root, "pkg/wasm/presend.d.ts"), "utf8");
  const types = [
    ...text.matchAll(
      /(?:^\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?^export (?:interface (\w+)[\s\S]*?^\}$|type (\w+)[\s\S]*?;$(?=\n\n))/gm,
    ),
  ];
  const byName = new Map(types.map(([type, a, b]) => [a ?? b ?? "", type]));
  for (const glue of ["InitInput", "InitOutput", "SyncInitInput"]) {
    if (!byName.delete(glue)) throw new Error(`the glue no longer declares ${glue}`);
  }
  const sorted = [...byName.keys()].sort().map((name) => byName.get(name) ?? "");
  return `// Made by \`npm run types\`.\n\n${sorted.map(plainLinks).join("\n\n")}\n`;
}

/** rustdoc's links mean nothing to an editor: the names remain. @param {string} text */
function plainLinks(text) {
  return text.replace(/\[(`[^`\]]+`)\](?:\((?:[^()\s]|\(\))*\))?/g, "$1");
}
