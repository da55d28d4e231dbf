// How much goes into each call from JavaScript: as much as docs/bounds.md says, and above it an error at its place.
// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { load, PresendError } from "presend";

const presend = await load();
const MOST = 16 * 1024 * 1024;

/** @param {unknown} value @returns {any} */
const any = (value) => value;

/** @param {() => unknown} work @param {string} path @param {RegExp} sentence */
const refused = (work, path, sentence) => {
  assert.throws(work, (error) => {
    assert.ok(error instanceof PresendError, String(error));
    assert.equal(error.path, path);
    assert.match(error.message, sentence);
    return true;
  });
  assert.ok(presend.isValidPhone("+4915123456789"), "the next call answers");
};

const room = "x".repeat(MOST - 1000);
const full = "x".repeat(MOST + 1);

test("16 MB are taken at once by every call, and no more", () => {
  const to = "+4915123456789";
  const message = (/** @type {string} */ text) => ({ type: "text", text });
  const template = (/** @type {string} */ text) => ({ name: "a", components: [{ type: "BODY", text }] });
  /** @type {[string, (text: string) => unknown][]} */
  const calls = [
    ["message.text", (text) => presend.check(any({ to, message: message(text) }))],
    ["platform", (text) => presend.window({ lastInboundAt: null }, { platform: text })],
    ["components[0].text", (text) => presend.template(any(template(text)))],
    ["[0].components[0].text", (text) => presend.fit(any([template(text)]), any({ to }))],
    ["evidence", (text) => presend.diagnose(text)],
    ["platform", (text) => presend.failures({ platform: text })],
    ["platform", (text) => presend.rules({ platform: text })],
    ["input", (text) => presend.phone(text)],
    ["input", (text) => presend.isValidPhone(text)],
    ["sender.number", (text) => presend.list("1\n", { sender: { number: text } }).free()],
  ];
  for (const [path, call] of calls) {
    call(room);
    refused(() => call(full), path, /16 MB/);
  }
});

test("100 levels are taken, and no more", () => {
  /** A list in a list, of a number of levels. @param {number} levels @returns {unknown} */
  const nested = (levels) => (levels === 0 ? "131047" : [nested(levels - 1)]);
  presend.diagnose(nested(100));
  refused(() => presend.diagnose(nested(101)), `evidence${"[0]".repeat(100)}`, /100 levels/);
});

test("a message and a template have 20,000 values at the most", () => {
  const list = (/** @type {number} */ values) => Array.from({ length: values }, () => 1);
  const send = (/** @type {number} */ values) =>
    presend.check(any({ to: "+49", message: { type: "contacts", contacts: list(values - 3) } }));
  refused(() => send(20_000), "message.contacts[0]", /object/);
  refused(() => send(20_001), "message", /20000 values/);
  const template = (/** @type {number} */ values) => presend.template(any({ name: "a", odd: list(values - 3) }));
  assert.ok(template(20_000));
  refused(() => template(20_001), "", /20000 values/);
});

test("what is wrong thousands of times is said a bounded number of times", () => {
  const rows = Array.from({ length: 3000 }, () => ({ id: "", title: "" }));
  const interactive = { type: "list", body: { text: "a" }, action: { button: "a", sections: [{ rows }] } };
  const report = presend.check(any({ to: "+4915123456789", message: { type: "interactive", interactive } }));
  assert.equal(report.verdict, "blocked");
  assert.ok(report.findings.length > 100 && report.findings.length < 250, String(report.findings.length));
});
