// What holds for every call from JavaScript: errors that help, answers after errors, and no trap that stays.
// @ts-check
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import vm from "node:vm";
import { load, PresendError } from "presend";

const presend = await load();
const now = "2026-11-20T12:00:00Z";
/** @returns {import("presend").Draft} */
const draft = () => ({
  to: "+919876543210",
  now,
  conversation: { lastInboundAt: "2026-11-20T10:00:00Z" },
  message: { type: "text", text: "Grüße 👋" },
});

/** Any value at all, where the types ask for a good one. @param {unknown} value @returns {any} */
const bad = (value) => value;

/** @param {() => unknown} work @param {string} path @param {RegExp} [sentence] */
const refused = (work, path, sentence = /./) => {
  assert.throws(work, (error) => {
    assert.ok(error instanceof PresendError, String(error));
    assert.equal(error.path, path);
    assert.match(error.message, sentence);
    assert.ok(path === "" || error.message.startsWith(`${path}: `), error.message);
    return true;
  });
  assert.equal(presend.check(draft()).verdict, "send");
};

test("a draft is answered", () => {
  const report = presend.check(draft());
  assert.deepEqual([report.verdict, report.allowed, report.to.digits], ["send", "free-form", "919876543210"]);
  assert.equal(report.window.closesAt, "2026-11-21T10:00:00.000Z");
});

test("bad input is refused by its path, whether the fault is seen on this side or the other", () => {
  refused(() => presend.check(bad(undefined)), "");
  refused(() => presend.check(bad("text")), "");
  refused(() => presend.check(bad({ ...draft(), to: 5 })), "to", /text/);
  refused(() => presend.check(bad({ ...draft(), to: 5n })), "to", /BigInt/);
  refused(() => presend.check({ ...draft(), now: "2026-11-20 12:00" }), "now", /zone/);
  refused(
    () => presend.check({ ...draft(), conversation: { lastInboundAt: Number.NaN } }),
    "conversation.lastInboundAt",
  );
  refused(() => presend.check(bad({ ...draft(), templates: [{}, 5] })), "templates[1]", /object/);
  refused(() => presend.window(bad(5)), "");
  refused(() => presend.window({}, { now: new Date(Number.NaN) }), "now", /invalid/);
  refused(() => presend.phone(bad(5)), "input", /text/);
  refused(() => presend.phone("1", bad({ country: 5 })), "country", /text/);
  refused(() => presend.isValidPhone(bad(null)), "input", /text/);
  refused(() => presend.isValidPhone("1", bad(5)), "country", /text/);
  refused(() => presend.rules({ policy: bad({ textMax: "many" }) }), "policy.textMax");
});

test("one draft gets one answer, however its objects are made", () => {
  const plain = presend.check(draft());
  const elsewhere = vm.runInNewContext(`(${JSON.stringify(draft())})`);
  const dates = { ...draft(), now: new Date(now), conversation: { lastInboundAt: Date.parse("2026-11-20T10:00:00Z") } };
  for (const same of [
    elsewhere,
    dates,
    new Map(Object.entries(draft())),
    { toJSON: draft },
    new Proxy(draft(), {}),
    Object.create(null, Object.getOwnPropertyDescriptors(draft())),
  ]) {
    assert.deepEqual(presend.check(bad(same)), plain);
  }
});

test("without a time the clock counts", () => {
  const { now: _, ...rest } = draft();
  assert.equal(
    presend.check({ ...rest, conversation: { lastInboundAt: new Date(Date.now() - 60_000) } }).window.state,
    "open",
  );
  assert.equal(presend.window({ lastInboundAt: Date.now() - 25 * 3600_000 }).state, "closed");
});

test("long and odd texts pass through", () => {
  for (const text of ["x".repeat(10_000_000), "\ud83d", "\u0000", "\u202e".repeat(5000), "{{".repeat(10_000)]) {
    assert.ok(presend.check({ ...draft(), message: { type: "text", text } }).verdict);
    presend.phone(text.slice(0, 100_000));
  }
});

test("numbers alone are answered as numbers in a report", () => {
  assert.equal(presend.phone("+91 98765 43210").valid, presend.isValidPhone("+91 98765 43210"));
  assert.equal(presend.isValidPhone("0151 23456789", "DE"), true);
  assert.equal(presend.isValidPhone("0151 23456789", "IN"), false);
});

test("every country that is listed can be named", () => {
  const countries = presend.countries();
  assert.ok(countries.includes("IN") && countries.includes("XK") && !countries.includes("001"));
  assert.equal(new Set(countries).size, countries.length);
  for (const country of countries) presend.phone("123", { country });
  assert.equal(countries.length, 245);
});

test("what is asked for once is plain, too", () => {
  for (const answer of [presend.version, presend.rules(), presend.failures()]) {
    assert.deepEqual(structuredClone(answer), answer);
    assert.deepEqual(JSON.parse(JSON.stringify(answer)), answer);
  }
});

test("after a trap the next call has a fresh instance", () => {
  // In a process of its own: overwriting the memory is the one sure way to a trap.
  const code = `
    import { load } from "presend";
    import { initSync } from "./pkg/wasm/presend.js";
    const presend = await load();
    const draft = ${JSON.stringify(draft())};
    const before = JSON.stringify(presend.check(draft));
    for (let i = 0; i < 3; i++) {
      new Uint8Array(initSync().memory.buffer).fill(0xff);
      let error;
      try { presend.check(draft) } catch (caught) { error = caught }
      console.log(error?.name, error?.cause instanceof WebAssembly.RuntimeError, /fault in presend/.test(error?.message));
      console.log(JSON.stringify(presend.check(draft)) === before, (await load()) === presend);
    }`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", code], {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    encoding: "utf8",
    timeout: 30_000,
  });
  assert.equal(stderr, "");
  assert.equal(stdout, "PresendError true true\ntrue true\n".repeat(3));
});
