// The types of the package, as generated from the Rust structs, against the copy that was reviewed.
// `npm run types` takes the generated ones as the new copy.
// @ts-check
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";

const SNAPSHOT = new URL("../snapshots/presend.d.ts", import.meta.url);

/** What people see: the types, not the functions of the glue. */
function generated() {
  const text = readFileSync(new URL("../../pkg/wasm/presend.d.ts", import.meta.url), "utf8");
  const glue = text.search(/\n(\/\*\*(?:(?!\*\/)[^])*\*\/\n)?export (?:declare )?function /);
  assert.ok(glue > 0, "the generated file has changed its form");
  return `// Made by \`npm run types\`.\n${text.slice(0, glue).replace(/^\/\* tslint:disable \*\/\n\/\* eslint-disable \*\/\n/, "")}\n`;
}

if (process.argv.includes("--update")) {
  writeFileSync(SNAPSHOT, generated());
} else {
  test("the types are those that were reviewed", () => {
    assert.equal(generated(), readFileSync(SNAPSHOT, "utf8"), "see what changed with `npm run types` and `git diff`");
  });
}
