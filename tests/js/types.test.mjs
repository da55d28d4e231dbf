// The types of the package, as generated from the Rust structs, against the copy that was reviewed.
// `npm run types` takes the generated ones as the new copy.
// @ts-check
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";

const SNAPSHOT = new URL("../snapshots/presend.d.ts", import.meta.url);

/** What people see: the types by name, as their order changes with the compiler, and not the functions of the glue. */
function generated() {
  const text = readFileSync(new URL("../../pkg/wasm/presend.d.ts", import.meta.url), "utf8");
  const types = [
    ...text.matchAll(
      /(?:^\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?^export (?:interface (\w+)[\s\S]*?^\}$|type (\w+)[\s\S]*?;$(?=\n\n))/gm,
    ),
  ];
  const byName = new Map(types.map(([type, a, b]) => [a ?? b ?? "", type]));
  for (const glue of ["InitInput", "InitOutput", "SyncInitInput"]) assert.ok(byName.delete(glue), glue);
  const sorted = [...byName.keys()].sort().map((name) => byName.get(name));
  return `// Made by \`npm run types\`.\n\n${sorted.join("\n\n")}\n`;
}

if (process.argv.includes("--update")) {
  writeFileSync(SNAPSHOT, generated());
} else {
  test("the types are those that were reviewed", () => {
    assert.equal(generated(), readFileSync(SNAPSHOT, "utf8"), "see what changed with `npm run types` and `git diff`");
  });
}
