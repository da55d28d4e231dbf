// What JavaScript values become on their way into WebAssembly, and which of them are refused, with a sentence that helps.
// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import vm from "node:vm";
import { PresendError } from "presend";
import { Reader, write } from "../../pkg/dist/packet.js";

/** What arrives: a packet is read as it was written. @param {unknown} value */
const through = (value) => {
  const reader = new Reader(() => assert.fail("the input has no numbered names"));
  const { bytes, halves } = write([value], [""]);
  return /** @type {unknown[]} */ (reader.read(bytes.slice(), halves))[0];
};

/** @param {() => unknown} work @param {string} path @param {RegExp} sentence @returns {PresendError} */
const refused = (work, path, sentence) => {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof PresendError, String(error));
    assert.equal(error.name, "PresendError");
    assert.equal(error.path, path);
    assert.match(error.message, sentence);
    assert.ok(path === "" || error.message.startsWith(`${path}: `), error.message);
    assert.deepEqual(through({ next: "call" }), { next: "call" });
    return error;
  }
  assert.fail("nothing was thrown");
};

test("plain values arrive as they are", () => {
  const value = {
    text: "Grüße 👋🏽",
    list: [1, -0.5, 1e21, true, false, null, [], {}],
    "": "",
    "with space": { deep: ["x"] },
  };
  assert.deepEqual(through(value), value);
  assert.deepEqual(through(undefined), null);
  assert.deepEqual(through(Object.assign(Object.create(null), { a: 1 })), { a: 1 });
  class Draft {
    to = "+49";
  }
  assert.deepEqual(through(new Draft()), { to: "+49" });
});

test("a plain value arrives as JSON would carry it", () => {
  // Made by a fixed rule, so that a failure can be repeated.
  let seed = 1;
  const next = (/** @type {number} */ below) => {
    seed = (seed * 48271) % 0x7fffffff;
    return seed % below;
  };
  const texts = ["", "a", "ä", "नमस्ते", "👩‍👩‍👧", '\u0000\n"\\', "z".repeat(300)];
  const leaves = [
    () => texts[next(texts.length)],
    () => next(1e9) / 64,
    () => -next(1e9),
    () => true,
    () => false,
    () => null,
    () => undefined,
  ];
  /** @param {number} depth @returns {unknown} */
  const make = (depth) => {
    const kind = depth === 0 ? 2 : next(4);
    if (kind === 0) return Array.from({ length: next(5) }, () => make(depth - 1));
    if (kind === 1)
      return Object.fromEntries(
        Array.from({ length: next(5) }, () => [`${texts[next(texts.length)]}${next(9)}`, make(depth - 1)]),
      );
    return leaves[next(leaves.length)]();
  };
  for (let i = 0; i < 500; i++) {
    const value = { value: make(6) };
    assert.deepEqual(through(value), JSON.parse(JSON.stringify(value)));
  }
});

test("undefined is absent, null is null, a hole is null", () => {
  assert.deepEqual(through({ a: undefined, b: null }), { b: null });
  // biome-ignore lint/suspicious/noSparseArray: that is the case
  assert.deepEqual(through([1, , undefined, 2]), [1, null, null, 2]);
});

test("a Date is an instant, from another window too", () => {
  const time = Date.UTC(2026, 10, 20, 12);
  const text = "2026-11-20T12:00:00.000Z";
  assert.deepEqual(through({ now: new Date(time) }), { now: text });
  assert.deepEqual(through({ now: vm.runInNewContext(`new Date(${time})`) }), { now: text });
  refused(
    () => through({ conversation: { lastInboundAt: new Date(Number.NaN) } }),
    "conversation.lastInboundAt",
    /invalid/,
  );
});

test("objects and lists from another window are objects and lists", () => {
  assert.deepEqual(through(vm.runInNewContext("({ a: [1, { b: 'x' }], m: new Map([['k', 1]]) })")), {
    a: [1, { b: "x" }],
    m: { k: 1 },
  });
});

test("what cannot be carried is refused by its path", () => {
  refused(() => through({ a: [{ b: Number.NaN }] }), "a[0].b", /NaN/);
  refused(() => through({ a: Number.POSITIVE_INFINITY }), "a", /finite/);
  refused(() => through([Number.NEGATIVE_INFINITY]), "[0]", /finite/);
  refused(() => through({ id: 12345678901234567890n }), "id", /text for long ids/);
  refused(() => through({ id: Object(5n) }), "id", /BigInt/);
  refused(() => through({ to: () => "+49" }), "to", /function/);
  refused(() => through({ to: Symbol("to") }), "to", /symbol/);
  refused(() => through(5n), "", /BigInt/);
  refused(() => through({ templates: Promise.resolve([]) }), "templates", /await/);
});

test("the path says which argument is meant", () => {
  refused(() => write([{}, { now: Number.NaN }], ["", "options"]), "options.now", /NaN/);
});

test("what refers back to itself, or is nested too deep, is refused", () => {
  /** @type {any} */
  const circle = { a: { b: [] } };
  circle.a.b.push(circle);
  refused(() => through(circle), "a.b[0]", /back to itself/);
  /** @param {number} levels @returns {object} */
  const nested = (levels) => (levels === 1 ? {} : { a: nested(levels - 1) });
  assert.ok(through(nested(100)));
  refused(() => through(nested(101)), Array(100).fill("a").join("."), /100 levels/);
});

test("the same object in two places is fine", () => {
  const shared = { x: 1 };
  assert.deepEqual(through({ a: shared, b: [shared, shared] }), { a: { x: 1 }, b: [{ x: 1 }, { x: 1 }] });
});

test("a getter, proxy or toJSON that throws is named, with its error as the cause", () => {
  const cause = new RangeError("no");
  const thrower = () => {
    throw cause;
  };
  const getter = refused(
    () => through({ message: Object.defineProperty({}, "text", { get: thrower, enumerable: true }) }),
    "message.text",
    /no/,
  );
  assert.equal(getter.cause, cause);
  assert.equal(refused(() => through({ message: new Proxy({}, { ownKeys: thrower }) }), "message", /no/).cause, cause);
  assert.equal(refused(() => through({ message: { toJSON: thrower } }), "message", /no/).cause, cause);
  // Whatever it is that is thrown: an error of ours from a call inside of it, or nothing that has words.
  for (const thrown of [new PresendError("inner", "elsewhere"), Symbol("no"), undefined, null, Object.create(null)]) {
    const text = {
      get text() {
        throw thrown;
      },
    };
    assert.equal(refused(() => through({ text }), "text.text", /reading this failed/).cause, thrown);
  }
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  refused(() => through({ message: revoked.proxy }), "message", /revoked/);
});

test("a getter may itself ask the package", () => {
  const value = Object.defineProperty({ a: 1 }, "b", { get: () => through({ inner: "ü" }), enumerable: true });
  assert.deepEqual(through(value), { a: 1, b: { inner: "ü" } });
});

test("every member is read once", () => {
  let reads = 0;
  const value = Object.defineProperty({}, "a", { get: () => ++reads, enumerable: true });
  assert.deepEqual(through([value]), [{ a: 1 }]);
});

test("toJSON is honoured", () => {
  assert.deepEqual(through({ a: { toJSON: () => ({ b: new Date(0) }) } }), { a: { b: "1970-01-01T00:00:00.000Z" } });
  class Moment {
    hidden = 1;
    toJSON() {
      return "2026-11-20T12:00:00Z";
    }
  }
  assert.deepEqual(through([new Moment(), { first: "gone", toJSON: () => "kept" }, "after"]), [
    "2026-11-20T12:00:00Z",
    "kept",
    "after",
  ]);
  refused(() => through({ a: { b: 1 }, c: new Moment(), d: { toJSON: () => ({ e: Number.NaN }) } }), "d.e", /NaN/);
  // It is asked once, as by JSON.stringify.
  const same = { a: 1, toJSON: () => same };
  assert.deepEqual(through({ same }), { same: { a: 1 } });
  class Another {
    a = 1;
    toJSON() {
      return new Another();
    }
  }
  assert.deepEqual(through([new Another(), { toJSON: () => new Map([["b", new Date(0)]]) }]), [
    { a: 1 },
    { b: "1970-01-01T00:00:00.000Z" },
  ]);
  /** @type {any} */
  const circle = { toJSON: () => ({ circle }) };
  refused(() => through(circle), "circle", /back to itself/);
});

test("Map is an object, Set a list, boxed values are values", () => {
  assert.deepEqual(
    through({ m: new Map([["a", new Set([1, "x"])]]), n: Object(5), s: Object("t"), b: Object(false) }),
    {
      m: { a: [1, "x"] },
      n: 5,
      s: "t",
      b: false,
    },
  );
  refused(() => through({ m: new Map([[1, 2]]) }), "m", /keys of a Map/);
});

test("__proto__ is a key like any other", () => {
  const value = JSON.parse('{"__proto__": {"polluted": true}, "a": 1}');
  const arrived = /** @type {object} */ (through(value));
  assert.deepEqual(Object.keys(arrived), ["__proto__", "a"]);
  assert.equal(Object.getPrototypeOf(arrived), Object.prototype);
  assert.equal(/** @type {any} */ ({}).polluted, undefined);
});

test("half characters come back as they were, whatever stands beside them", () => {
  const value = [
    "a\ud83d",
    "\ude00b",
    "\ud83d\ude00",
    "x\udc00\ud800y",
    "\ud83d",
    "\ue000\uf8ff\ufffd",
    { "\ud83d": "\ude00" },
  ];
  assert.deepEqual(through(value), value);
  // What was written before a toJSON was met does not count.
  assert.deepEqual(through([{ a: "\ud83d", toJSON: () => "b" }, "\ude00"]), ["b", "\ude00"]);
  const every = Array.from({ length: 0x800 }, (_, i) => String.fromCharCode(0xdfff - i));
  assert.deepEqual(through(every), every);
  const text = every.join("");
  assert.equal(through(text), text);
});

test("where every stand-in is taken, halves are replaced one for one", () => {
  const text = `\ud83d${Array.from({ length: 0x1900 }, (_, i) => String.fromCharCode(0xe000 + i)).join("")}`;
  assert.equal(through(text), `\ufffd${text.slice(1)}`);
});

test("what was caught is taken with its message", () => {
  const error = Object.assign(new Error("(#131047) Re-engagement message"), { status: 400 });
  assert.deepEqual(through(error), { message: "(#131047) Re-engagement message", status: 400 });
  assert.deepEqual(through(vm.runInNewContext("new TypeError('x')")), { message: "x" });
});

test("a list that lies about its length is refused", () => {
  for (const length of [Number.NaN, -3, 2.5, "3", undefined]) {
    const list = new Proxy([1, 2, 3], { get: (target, key) => (key === "length" ? length : Reflect.get(target, key)) });
    refused(() => through({ list }), "list", /length/);
  }
});

test("the first bytes of a file cross", () => {
  const bytes = Uint8Array.from({ length: 10 }, (_, i) => i);
  assert.deepEqual(through({ bytes, after: "ü" }), { bytes, after: "ü" });
  assert.deepEqual(through(bytes.buffer), bytes);
  assert.deepEqual(through(new DataView(bytes.buffer, 2, 3)), Uint8Array.of(2, 3, 4));
  assert.deepEqual(through(Buffer.from("hi")), Uint8Array.of(104, 105));
  assert.equal(/** @type {Uint8Array} */ (through(new Uint8Array(1e6))).length, 65536);
  assert.deepEqual(through(new File(["hello"], "a.txt", { type: "text/plain" })), {
    name: "a.txt",
    size: 5,
    mime: "text/plain",
  });
});

test("large input is taken up to a bound, and quickly", () => {
  const start = process.cpuUsage();
  const text = "ä".repeat(10_000_000);
  assert.equal(/** @type {{ text: string }} */ (through({ text, after: 1 })).text === text, true);
  refused(() => through({ a: "x".repeat(17 * 1024 * 1024) }), "a", /16 MB/);
  refused(() => through({ list: new Array(4294967295) }), "list", /16 MB/);
  // The same long text many times over is long, too.
  refused(() => through(Array(100).fill("x".repeat(1e6))), "[16]", /16 MB/);
  // And so is a small thing that branches.
  /** @type {unknown[]} */
  let branching = [];
  for (let i = 0; i < 90; i++) branching = [branching, branching];
  try {
    through(branching);
    assert.fail("nothing was thrown");
  } catch (error) {
    assert.match(String(error), /16 MB/);
  }
  assert.ok(process.cpuUsage(start).user < 5_000_000);
});
