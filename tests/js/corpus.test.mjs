// The cases of tests/corpus through the package: the same answers as the core gives without JavaScript.
// @ts-check
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { load, PresendError } from "presend";

const presend = await load();

/** @param {string} name @returns {any} */
const read = (name) => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), "utf8"));

/** The draft of a case: what it gives over what all have, with its templates by their names. @param {any} corpus @param {any} given */
const draft = (corpus, { draft: given }) => ({
  ...corpus.base,
  ...given,
  ...(given.templates && { templates: given.templates.map((/** @type {string} */ name) => corpus.templates[name]) }),
});

test("every report is the one of the snapshot", () => {
  const corpus = read("corpus/check.json");
  const reports = read("snapshots/reports.json");
  for (const item of corpus.cases) assert.deepEqual(presend.check(draft(corpus, item)), reports[item.name], item.name);
  assert.ok(corpus.cases.length > 100);
});

/** The notation of messages.json, described in tests/messages.rs. @param {any} value @returns {any} */
const decode = (value) => {
  if (Array.isArray(value)) return value.map(decode);
  if (value === null || typeof value !== "object") return value;
  if (value.$repeat) return value.$repeat[0].repeat(value.$repeat[1]);
  if (value.$concat) return value.$concat.map(decode).join("");
  if (value.$hex) return Uint8Array.from(Buffer.from(value.$hex, "hex"));
  if (value.$list) return Array.from({ length: value.$list[1] }, (_, i) => numbered(decode(value.$list[0]), i + 1));
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, decode(member)]));
};

/** @param {any} value @param {number} number @returns {any} */
const numbered = (value, number) => JSON.parse(JSON.stringify(value).replaceAll("#i", String(number)));

test("every type of message is judged as the corpus says", () => {
  const corpus = read("corpus/messages.json");
  for (const { name, draft: given, expect } of corpus.cases) {
    const report = presend.check({ ...corpus.defaults, ...decode(given) });
    assert.equal(report.verdict, expect.verdict, name);
    const found = report.findings.map((finding) => finding.rule);
    for (const rule of expect.rules ?? []) assert.ok(found.includes(rule), `${name}: no ${rule} in ${found}`);
    if (expect.at)
      assert.ok(
        report.findings.some(({ at }) => at === expect.at),
        `${name}: nothing at ${expect.at}`,
      );
  }
});

test("every template is as the corpus says", () => {
  for (const { name, template, expect } of read("corpus/templates.json").cases) {
    const report = presend.template(decode(template));
    assert.equal(report.creatable, expect.creatable, name);
    const found = report.findings.map((finding) => finding.rule);
    for (const rule of expect.rules) assert.ok(found.includes(rule), `${name}: no ${rule} in ${found}`);
    // What can be created comes with the object to submit, which in its turn has nothing wrong with it.
    const creation = /** @type {import("presend").Template | undefined} */ (report.creation);
    if (creation) assert.ok(presend.template(creation).creatable, name);
  }
});

test("every window is as the corpus says", () => {
  for (const { name, conversation, now, expect } of read("corpus/window.json").cases) {
    if (expect.error !== undefined) {
      assert.throws(
        () => presend.window(conversation, { now }),
        (error) => error instanceof PresendError && error.path === expect.error,
        name,
      );
      continue;
    }
    const report = /** @type {Record<string, unknown>} */ (
      /** @type {unknown} */ (presend.window(conversation, { now }))
    );
    report.rules = /** @type {import("presend").Finding[]} */ (report.findings).map(({ rule }) => rule);
    for (const [key, wanted] of Object.entries(expect)) assert.deepEqual(report[key], wanted, `${name}: ${key}`);
  }
});

test("bad input is refused at its place, and the next call answers", () => {
  /** @type {import("presend").Draft} */
  const good = {
    to: "+919876543210",
    now: "2026-11-20T12:00:00Z",
    conversation: { lastInboundAt: null },
    message: { type: "text", text: "Hello" },
  };
  for (const { name, draft: given, path, says } of read("corpus/bad-input.json").cases) {
    assert.throws(
      () => presend.check(given),
      (error) => error instanceof PresendError && error.path === path && error.message.includes(says),
      name,
    );
    assert.equal(presend.check(good).verdict, "blocked", name);
  }
});

test("every finding leads to a failure of the catalogue, and every failure to its rules", () => {
  const failures = new Map(presend.failures().map((failure) => [failure.id, failure]));
  for (const rule of presend.rules()) {
    if (rule.failure === undefined) continue;
    assert.ok(failures.get(rule.failure)?.preventedBy.includes(rule.id), rule.id);
  }
  assert.ok(failures.size >= 121);
});
