// The types of the package, as generated from the Rust structs, against the copy that was reviewed.
// `npm run types` takes the generated ones as the new copy.
// @ts-check
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { publicTypes } from "../../tools/types.mjs";

const SNAPSHOT = new URL("../snapshots/presend.d.ts", import.meta.url);

if (process.argv.includes("--update")) {
  writeFileSync(SNAPSHOT, publicTypes());
} else {
  test("the types are those that were reviewed", () => {
    assert.equal(publicTypes(), readFileSync(SNAPSHOT, "utf8"), "see what changed with `npm run types` and `git diff`");
  });
}
