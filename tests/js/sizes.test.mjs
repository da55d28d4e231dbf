// What the package weighs against tools/budgets.json.
// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { overBudget, readBudgets, sizes, table } from "../../tools/sizes.mjs";

const rows = await sizes();

test("everything is within its budget", () => {
  assert.deepEqual(overBudget(rows), []);
});

test("a budget that is broken, or that nothing is measured for, is said", () => {
  const heavy = rows.map((row) => (row.part === "facade+glue" ? { ...row, brotli: 12_001 } : row));
  assert.deepEqual(overBudget(heavy), [
    "Facade and glue: 12.0 kB after brotli, 12.0 kB is the limit (tools/budgets.json).",
  ]);
  assert.equal(overBudget([]).length, Object.keys(readBudgets().budgets).length);
});

test("a table of changes says which way things went", () => {
  const [first] = rows;
  assert.ok(first);
  const before = [{ ...first, brotli: first.brotli + 2000 }];
  assert.match(table([first], before), /\| wasm \| [\d.]+ kB \| [\d.]+ kB \| [\d.]+ kB \(−2\.0 kB\) \|/);
});
