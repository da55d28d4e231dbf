// The classic scripts: pages of any encoding take them.
// @ts-check
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Script } from "node:vm";

for (const name of ["classic.js", "classic-inline.js"]) {
  test(`${name} is a script in ASCII alone, as it is read in the encoding of the page`, () => {
    const code = readFileSync(new URL(`../../pkg/dist/${name}`, import.meta.url), "utf8");
    assert.doesNotMatch(code, /[^\0-\x7f]/);
    // A sign behind a backslash would have become two.
    assert.doesNotMatch(code, /(?<!\\)(?:\\\\)*\\\\u[0-9a-f]{4}/);
    assert.doesNotThrow(() => new Script(code));
  });
}
