// The second door as JavaScript sees it: what goes in, what comes out, and what is told on the way.
// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { load, PresendError } from "presend";

const presend = await load();

test("a text and an object give the same failure; only a text has a range", () => {
  const error = { error: { message: "(#131047) Re-engagement message", code: 131047, fbtrace_id: "A1" } };
  const text = JSON.stringify(error);
  const [pasted, parsed] = [presend.diagnose(text), presend.diagnose(error)];
  assert.equal(pasted.status, "recognised");
  const [first] = pasted.matches;
  assert.ok(first?.evidence.range);
  assert.equal(text.slice(...first.evidence.range), first.evidence.text);
  assert.ok(first.score > 0.8 && first.score <= 1 && first.by === "code");
  assert.equal(parsed.matches[0]?.failure, first.failure);
  assert.equal(parsed.matches[0]?.evidence.range, undefined);
  assert.equal(parsed.ids?.fbtraceId, "A1");
});

test("progress is told at both ends, and an error of the caller's comes through", () => {
  /** @type {number[]} */
  const told = [];
  presend.diagnose("error 131047", { onProgress: (done, total) => told.push(done / total) });
  assert.deepEqual(told, [0, 1]);
  const stop = new Error("stop");
  const onProgress = () => {
    throw stop;
  };
  assert.throws(() => presend.diagnose("error 131047", { onProgress }), stop);
  assert.equal(presend.diagnose("error 131047").status, "recognised");
});

test("large evidence is told of in steps, and stops where the caller throws", () => {
  const line =
    '{"statuses":[{"id":"wamid.A","status":"failed","recipient_id":"4915100000","errors":[{"code":131026}]}]}\n';
  const text = line.repeat(2_000_000 / line.length);
  /** @type {number[]} */
  const told = [];
  presend.diagnose(text, { onProgress: (done, total) => told.push(done / total) });
  assert.ok(told.length > 5, String(told));
  assert.deepEqual([told[0], told.at(-1)], [0, 1]);
  assert.ok(told.every((share, i) => i === 0 || share > (told[i - 1] ?? 0)));
  let calls = 0;
  const stop = new RangeError("enough");
  const onProgress = () => {
    calls += 1;
    if (calls === 3) throw stop;
  };
  assert.throws(() => presend.diagnose(text, { onProgress }), stop);
  assert.equal(calls, 3);
  assert.equal(presend.diagnose("131047").status, "recognised");
});

test("any evidence has an answer, wrong options have an error", () => {
  for (const evidence of [undefined, null, 7, true, "", [], {}, new Date(0), new Map([["code", 131047]])]) {
    assert.ok(presend.diagnose(evidence).status);
  }
  const options = /** @type {any} */ ({ provider: 7 });
  assert.throws(
    () => presend.diagnose("x", options),
    (error) => error instanceof PresendError && error.path === "provider",
  );
});

test("a log of 100 kB and an export of 10 MB are read at once", () => {
  const line = "2026-10-02 08:14:55 WARN send failed for template order_update, trying message 8812 again\n";
  const status = (/** @type {number} */ i) =>
    `{"statuses":[{"id":"wamid.${i}","status":"failed","recipient_id":"49151000${i}","errors":[{"code":131026}]}]}\n`;
  const log = line.repeat(100_000 / line.length);
  const start = performance.now();
  presend.diagnose(log);
  assert.ok(performance.now() - start < 500, "a log");
  const many = Array.from({ length: 90_000 }, (_, i) => status(i)).join("");
  const middle = performance.now();
  const { counts } = presend.diagnose(many);
  assert.ok(performance.now() - middle < 6000, "an export");
  assert.deepEqual(counts, [{ failure: "recipient-undeliverable", messages: 90_000 }]);
});
