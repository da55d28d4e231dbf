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
    ...text.matchAll(/(?:^\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?^export (?:interface|type) (\w+)[\s\S]*?(?:^\}|;)$/gm),
  ];
  const ours = types.filter(([, name]) => !/^(InitInput|InitOutput|SyncInitInput)$/.test(name ?? ""));
  ours.sort(([, a = ""], [, b = ""]) => (a < b ? -1 : 1));
  return `// Made by \`npm run types\`.\n\n${ours.map(([type]) => type).join("\n\n")}\n`;
}

if (process.argv.includes("--update")) {
  writeFileSync(SNAPSHOT, generated());
} else {
  test("the types are those that were reviewed", () => {
    assert.equal(generated(), readFileSync(SNAPSHOT, "utf8"), "see what changed with `npm run types` and `git diff`");
  });
}
