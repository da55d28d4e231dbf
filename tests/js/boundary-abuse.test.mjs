// Whatever is given, wherever: an answer or an error that helps, and the next call is answered.
// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import fc from "fast-check";
import { load, PresendError } from "presend";
import { open } from "presend/worker";
import { bad, draft, entries, values } from "./hostile.mjs";

const presend = await load();
const expected = presend.check(draft());

/** The answer, or the error in words; any other error is a failure. @param {() => unknown} work */
async function outcome(work) {
  try {
    return { answer: await work() };
  } catch (error) {
    assert.ok(error instanceof PresendError, `${error}`);
    const { message, path } = error;
    assert.equal(typeof path, "string");
    assert.ok(message.length > 15 && (path === "" || message.startsWith(`${path}: `)), message);
    assert.doesNotMatch(message, /fault in presend|unreachable|recursive use|call stack|is damaged|out of bounds/);
    return { message };
  }
}

for (const [place, call] of Object.entries(entries(presend))) {
  test(`${place}: any value is answered or refused`, async () => {
    for (const [name, value] of values()) {
      // A function that is told of progress may throw what it likes.
      if (/onProgress/.test(place) && typeof value === "function") continue;
      // Nothing ever comes out of it.
      if (name === "a stream" && place === "open") continue;
      await assert.doesNotReject(
        outcome(() => call(value)),
        name,
      );
      assert.deepEqual(presend.check(draft()), expected, name);
    }
  });
}

test("any value that can be made of JavaScript's own is answered or refused", async () => {
  const places = Object.entries(entries(presend)).filter(([place]) => !/^(load|addLocale|open)/.test(place));
  const anything = fc.anything({
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withNullPrototype: true,
    withObjectString: true,
    withSparseArray: true,
    withTypedArray: true,
    withUnicodeString: true,
  });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...places), anything, async ([, call], value) => {
      await outcome(() => call(value));
      assert.equal(presend.check(draft()).verdict, "send");
    }),
    { numRuns: 3000, seed: 9 },
  );
});

/** Texts of any UTF-16 units, halves of characters and private ones among them. */
const units = fc
  .array(
    fc.oneof(
      fc.constantFrom(0xd83d, 0xde00, 0xd800, 0xdfff, 0xe000, 0xe001, 0xfffd, 0x20, 0x0a),
      fc.integer({ min: 0x20, max: 0xffff }),
    ),
    { maxLength: 30 },
  )
  .map((codes) => String.fromCharCode(...codes));

test("halves of characters come back in texts and ranges with nothing lost", () => {
  fc.assert(
    fc.property(units, units, (name, value) => {
      const template = {
        name: "order",
        language: "en",
        status: "APPROVED",
        components: [{ type: "BODY", text: `Hello ${name}{{1}}, and ${name} bye.` }],
      };
      const { preview } = presend.template(template);
      assert.equal(preview.body, template.components[0]?.text);
      const report = presend.check({
        ...draft(),
        message: { type: "template", template: { name: "order", language: "en", parameters: { 1: value } } },
        templates: [template],
      });
      const parameter = /** @type {any} */ (report.payload)?.template.components[0].parameters[0].text;
      if (report.payload) assert.equal(parameter, value);
    }),
    { numRuns: 500, seed: 9 },
  );
  fc.assert(
    fc.property(units, units, (before, after) => {
      // On a line of its own, so that nothing beside it makes another number of it.
      const text = `${before}\n{"error":{"code":131047,"message":"Re-engagement message"}}\n${after}`;
      const [match] = presend.diagnose(text).matches;
      if (match?.evidence.range) assert.equal(text.slice(...match.evidence.range), match.evidence.text);
    }),
    { numRuns: 500, seed: 9 },
  );
});

test("a range after half a character is right", () => {
  const text = "\ud83d {{1}} \ude00 (#131047) Re-engagement message \ud83d";
  const [match] = presend.diagnose(text).matches;
  assert.deepEqual(match?.evidence, { text: "131047", range: [12, 18] });
  const { findings } = presend.check({ ...draft(), to: "+91 \ud83d 98765 43210 Q" });
  const letters = findings.find(({ rule }) => rule === "recipient.letters");
  assert.deepEqual(letters?.range, [18, 19]);
});

test("texts of 10 MB and JSON of 100,000 levels are answered or refused, and quickly", async () => {
  const start = process.cpuUsage();
  const long = "lorem 131047 ".repeat(800_000);
  const deep = "[".repeat(100_000) + "]".repeat(100_000);
  for (const text of [long, deep, '{"a":'.repeat(100_000)]) {
    await outcome(() => presend.diagnose(text));
    await outcome(() => presend.check({ ...draft(), message: { type: "text", text } }));
    await outcome(() => presend.template({ name: "x", components: [{ type: "BODY", text }] }));
    await outcome(() => presend.phone(text));
    await outcome(() => presend.isValidPhone(text));
    await outcome(() => presend.list(text).free());
  }
  for (const call of [() => presend.phone("1".repeat(17 << 20)), () => presend.isValidPhone("1".repeat(17 << 20))]) {
    assert.match(String((await outcome(call)).message), /^input: .*16 MB/);
  }
  // Not by the clock: other things may be running, too.
  const took = process.cpuUsage(start).user / 1000;
  assert.ok(took < 20_000, `${took} ms`);
  assert.deepEqual(presend.check(draft()), expected);
});

test("a getter may ask presend anything, and so may whoever is told of progress", async () => {
  let inner = 0;
  const ask = () => {
    inner++;
    assert.throws(() => presend.check(bad({ to: 5 })), PresendError);
    presend.list("+4915112345678").free();
    assert.deepEqual(presend.diagnose("131047", { onProgress: () => presend.phone("1") }).status, "recognised");
    assert.deepEqual(presend.check(draft()), expected);
    return "Grüße 👋";
  };
  const message = {
    type: "text",
    get text() {
      return ask();
    },
  };
  assert.deepEqual(presend.check({ ...draft(), message: bad(message) }), expected);
  const log = "2026-11-20 12:00 error 131047 Re-engagement message\n".repeat(5000);
  const plain = presend.diagnose(log);
  assert.deepEqual(presend.diagnose(log, { onProgress: ask }), plain);
  const contacts = "+4915112345678\n".repeat(40_000);
  const report = presend.list(contacts, {
    onProgress: ask,
    suppress: bad({
      *[Symbol.iterator]() {
        yield ask().slice(9);
      },
    }),
  });
  assert.equal(report.rows, 40_000);
  report.free();
  const list = open(contacts, { onProgress: ask });
  assert.equal((await list.done).rows, 40_000);
  list.close();
  assert.ok(inner > 6, `${inner}`);
});

test("bytes that are taken away while they are read make no half list", () => {
  const bytes = new TextEncoder().encode("+4915112345678\n".repeat(40_000));
  const take = () => bytes.buffer.byteLength > 0 && structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  assert.throws(() => presend.list(bytes, { onProgress: take }), { name: "PresendError", path: "contacts" });
});

test("shared bytes are a list like any other", async () => {
  const shared = new Uint8Array(new SharedArrayBuffer(15));
  shared.set(new TextEncoder().encode("+4915112345678\n"));
  assert.equal(presend.list(shared).sendable, 1);
  assert.equal((await open(bad(shared)).done).sendable, 1);
});

test("a stream that cannot be read is refused in words", async () => {
  const read = new Response("x");
  await read.text();
  const locked = new Blob(["x"]).stream();
  locked.getReader();
  for (const source of [read, locked]) assert.throws(() => open(bad(source)), { name: "PresendError", path: "source" });
  const texts = new ReadableStream({
    start(controller) {
      controller.enqueue("+4915112345678");
      controller.close();
    },
  });
  await assert.rejects(open(texts).done, { name: "PresendError", path: "source" });
});

test("a call at the end of the stack is an error like any other, and the next call works", () => {
  /** @type {unknown[]} */
  const errors = [];
  const deeper = () => {
    try {
      deeper();
      presend.check(draft());
    } catch (error) {
      errors.push(error);
      throw error;
    }
  };
  assert.throws(deeper);
  assert.ok(errors.length > 0);
  assert.deepEqual(presend.check(draft()), expected);
  // From within a call, too: what the outer one has in its hands is gone then.
  let told = 0;
  const onProgress = () => {
    told++;
    assert.throws(deeper);
    presend.check(draft());
  };
  try {
    presend.diagnose("131047\n".repeat(50_000), { onProgress });
  } catch (error) {
    assert.ok(error instanceof PresendError, String(error));
  }
  assert.ok(told > 0);
  assert.deepEqual(presend.check(draft()), expected);
});

test("two workers at once answer as one does", async () => {
  const code = `
    import { parentPort } from "node:worker_threads";
    import { load } from ${JSON.stringify(import.meta.resolve("presend"))};
    const presend = await load();
    const draft = ${JSON.stringify(draft())};
    const answers = new Set();
    for (let i = 0; i < 3000; i++) {
      answers.add(JSON.stringify(presend.check(draft)));
      if (i % 7 === 0) try { presend.check({ to: i }) } catch {}
    }
    parentPort.postMessage([...answers]);`;
  const worker = () =>
    new Promise((resolve, reject) => {
      const started = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`));
      started.once("message", resolve).once("error", reject);
    });
  const own = JSON.parse(JSON.stringify(expected));
  for (const answers of await Promise.all([worker(), worker(), worker()])) {
    assert.deepEqual(answers.map(JSON.parse), [own]);
  }
});
