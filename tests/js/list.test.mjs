// Contact lists through the package: the corpus that Rust reads as well, and what holds at the border.
// @ts-check
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { load, PresendError } from "presend";

const presend = await load();
const folder = new URL("../corpus/list/", import.meta.url);
const corpus = JSON.parse(readFileSync(new URL("cases.json", folder), "utf8"));
const decode = (/** @type {Uint8Array} */ bytes) => new TextDecoder().decode(bytes);

/** Any value at all, where the types ask for a good one. @param {unknown} value @returns {any} */
const bad = (value) => value;

/** @param {any} item @returns {[Uint8Array | string, any]} */
const input = ({ file, text, options }) => [
  file === undefined ? text : readFileSync(new URL(file, folder)),
  { now: corpus.now, ...options, ...(options?.template && { template: corpus.templates[options.template] }) },
];

/** @param {() => unknown} work @param {string} path @param {RegExp} [sentence] */
const refused = (work, path, sentence = /./) =>
  assert.throws(
    work,
    (error) => error instanceof PresendError && error.path === path && sentence.test(error.message),
    `${path} ${sentence}`,
  );

test("every list is read as the corpus says", () => {
  for (const item of corpus.cases) {
    const { name, expect } = item;
    if (expect.error !== undefined) {
      refused(() => presend.list(...input(item)), expect.error, new RegExp(expect.says));
      continue;
    }
    const report = presend.list(...input(item));
    const { rows, sendable, risky, blocked, duplicates } = report;
    if (expect.counts) assert.deepEqual([rows, sendable, risky, blocked, duplicates], expect.counts, name);
    const digits = report.slice(0, rows).map((row) => row.digits);
    if (expect.digits) assert.deepEqual(digits, expect.digits, name);
    if (expect.days) assert.deepEqual(report.plan.days, expect.days, name);
    if (expect.pricing) assert.deepEqual(report.plan.pricing, expect.pricing, name);
    for (const [rule, count] of Object.entries(expect.byRule ?? {})) {
      assert.equal(report.byRule[rule], count, `${name}: ${rule}`);
      assert.equal(report.select({ rule }).length, count, `${name}: ${rule}`);
    }
    const found = report.findings.map((finding) => finding.rule);
    for (const rule of expect.findings ?? []) assert.ok(found.includes(rule), `${name}: no ${rule} in ${found}`);
    for (const rule of expect.not ?? []) assert.ok(!found.includes(rule) && !report.byRule[rule], `${name}: ${rule}`);
    for (const key of /** @type {const} */ ([
      "delimiter",
      "quote",
      "encoding",
      "header",
      "width",
      "numberColumn",
      "countryColumn",
      "optOutColumn",
    ])) {
      if (key in expect) assert.equal(report.dialect[key], expect[key], `${name}: ${key}`);
    }
    report.free();
  }
  assert.ok(corpus.cases.length > 40);
});

test("a text and its bytes are the same list", () => {
  const text = "name,phone\nÄnne,+4915112345678\n🙂,+4915112345679\n";
  const [a, b] = [presend.list(text), presend.list(new TextEncoder().encode(text))];
  assert.deepEqual(JSON.parse(JSON.stringify(a)), JSON.parse(JSON.stringify(b)));
  assert.deepEqual(a.row(1).cells, ["🙂", "+4915112345679"]);
  assert.equal(presend.list(bad(new TextEncoder().encode(text).buffer)).rows, 2);
  // Longer than what goes over at once, with a character at every boundary that takes two units.
  const long = `${"🙂".repeat(70_000)}x\n`.repeat(3);
  assert.equal(decode(presend.list(long, { delimiter: ";" }).csv("all")).replaceAll(/;;blocked;".*"/g, ""), long);
});

test("a UTF-16 file comes back as UTF-16", () => {
  const bytes = readFileSync(new URL("excel-french.txt", folder));
  const written = presend.list(bytes, { country: "FR" }).csv("sendable");
  const text = new TextDecoder("utf-16le").decode(written);
  assert.deepEqual([...written.subarray(0, 2)], [0xff, 0xfe]);
  assert.equal(
    text,
    "Prénom\tNom\tTéléphone\tVille\tpresend_digits\tpresend_status\tpresend_reason\r\n" +
      "Élodie\tLefèvre\t06 12 34 56 78\tLyon\t33612345678\tsendable\t\r\n" +
      "Chloé\tD’Arc\t+33 7 56 78 90 12\tOrléans\t33756789012\tsendable\t\r\n",
  );
});

test("what is written keeps the form of the input", () => {
  const report = presend.list('name;phone\r\n"=1+1";+4915112345678\r\n@x;0151\n\n-;+49 151 12345678', { header: true });
  assert.equal(
    decode(report.csv("sendable")),
    'name;phone;presend_digits;presend_status;presend_reason\r\n"=1+1";+4915112345678;4915112345678;sendable;\r\n',
  );
  const blocked = decode(report.csv("blocked", { safe: true }));
  assert.match(
    blocked,
    /^name;phone;.*\r\n'@x;0151;;blocked;".*"\n'-;'\+49 151 12345678;4915112345678;duplicate;".*"$/,
  );
  assert.match(decode(report.csv("all", { safe: true })), /\n"'=1\+1";'\+4915112345678;.*\r\n'@x;.*"\n\n'-;/);
});

test("progress is told, and an error there ends the run and comes through", () => {
  /** @type {[number, number][]} */
  const told = [];
  const text = "+4915112345678\n".repeat(60_000);
  presend.list(text, { onProgress: (...args) => told.push(args) });
  assert.deepEqual(
    [told[0], told.at(-1)],
    [
      [0, text.length],
      [text.length, text.length],
    ],
  );
  assert.ok(told.length > 4 && told.every(([done], i) => i === 0 || done > (told[i - 1]?.[0] ?? 0)));
  const stop = new RangeError("enough");
  const onProgress = () => {
    throw stop;
  };
  assert.throws(
    () => presend.list(text, { onProgress }),
    (error) => error === stop,
  );
  assert.equal(presend.list("+4915112345678").rows, 1);
});

test("bad input is refused at its place", () => {
  refused(() => presend.list(bad(5)), "contacts", /text or the bytes/);
  refused(() => presend.list(bad(null)), "contacts", /null/);
  refused(() => presend.list("", bad(5)), "", /object/);
  refused(() => presend.list("", bad({ onProgress: 5 })), "onProgress", /function/);
  refused(() => presend.list("", bad({ suppress: 5 })), "suppress", /list/);
  refused(() => presend.list("", bad({ suppress: ["+49", 5] })), "suppress[1]", /text/);
  refused(() => presend.list("", bad({ country: "Germany" })), "country", /two-letter/);
  refused(() => presend.list("", bad({ policy: { nothing: 1 } })), "policy.nothing");
  const report = presend.list("+4915112345678\n");
  for (const index of [1, -1, 0.5, Number.NaN, bad("0"), bad(undefined)]) refused(() => report.row(index), "index");
  refused(() => report.csv(bad("some")), "which");
  refused(() => report.csv("all", bad({ safe: 1 })), "safe");
  assert.equal(report.row(0).status, "sendable");
  report.free();
  report.free();
  refused(() => report.row(0), "", /free/);
  refused(() => report.csv("all"), "", /free/);
});

test("a suppression list may be anything that can be gone through", () => {
  const contacts = "+4915112345678\n+4915112345679\n";
  const blocked = (/** @type {any} */ suppress) => presend.list(contacts, { suppress }).blocked;
  assert.equal(blocked(new Set(["4915112345678"])), 1);
  assert.equal(blocked("+49 151 12345678\r\n+49 151 12345679"), 2);
  assert.equal(blocked([]), 0);
  assert.equal(blocked(null), 0);
  function* numbers() {
    for (let i = 0; i < 50_000; i++) yield `+49151${12_300_000 + i}`;
  }
  assert.equal(blocked(numbers()), 2);
});
