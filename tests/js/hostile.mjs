// Every kind of value that has no business here, and every place where one can be given.
// @ts-check
import assert from "node:assert/strict";
import { load } from "presend";
import { open } from "presend/worker";

/** @typedef {import("presend").Presend} Presend */

/** Any value at all, where the types ask for a good one. @param {unknown} value @returns {any} */
export const bad = (value) => value;

/** @returns {import("presend").Draft} */
export const draft = () => ({
  to: "+919876543210",
  now: "2026-11-20T12:00:00Z",
  conversation: { lastInboundAt: "2026-11-20T10:00:00Z" },
  message: { type: "text", text: "Grüße 👋" },
});

/** Kept small where only its kind matters, as each is given in some fifty places. */
const LEVELS = 100_000;

const no = () => {
  throw new RangeError("no");
};

/** @param {object} target */
function revoked(target) {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

/** @template {ArrayBufferView | ArrayBuffer} T @param {T} bytes @returns {T} */
function detached(bytes) {
  const buffer = ArrayBuffer.isView(bytes) ? bytes.buffer : bytes;
  structuredClone(buffer, { transfer: [bad(buffer)] });
  return bytes;
}

/** @param {(inner: unknown) => unknown} around */
function nested(around) {
  /** @type {unknown} */
  let value = "x";
  for (let i = 0; i < LEVELS; i++) value = around(value);
  return value;
}

/** @param {unknown} length */
const lying = (length) =>
  new Proxy([1, 2, 3], { get: (list, key) => (key === "length" ? length : Reflect.get(list, key)) });

/** @param {unknown} thrown */
const throwing = (thrown) => ({
  get to() {
    throw thrown;
  },
});

/** @returns {[string, unknown][]} */
export function values() {
  /** @type {any} */
  const circle = { a: { b: [] } };
  circle.a.b.push(circle);
  const circularMap = new Map();
  circularMap.set("a", circularMap);
  const ownJson = { toJSON: () => ownJson };
  class Json {
    toJSON() {
      return new Json();
    }
  }
  /** @type {unknown} */
  let branching = "x";
  for (let i = 0; i < 40; i++) branching = [branching, branching];
  const traps = /** @type {const} */ (["get", "has", "ownKeys", "getOwnPropertyDescriptor", "getPrototypeOf"]);
  return Object.entries({
    ...Object.fromEntries(traps.map((trap) => [`a proxy whose ${trap} throws`, new Proxy(draft(), { [trap]: no })])),
    "a proxy of a list whose get throws": new Proxy([1], { get: no }),
    "a revoked object": revoked({}),
    "a revoked list": revoked([]),
    "a revoked function": revoked(no),
    "a getter that throws a symbol": throwing(Symbol("no")),
    "a getter that throws nothing": throwing(undefined),
    "a getter that throws what has no words": throwing(Object.create(null)),
    "a tag that throws": Object.defineProperty(new (class {})(), Symbol.toStringTag, { get: no }),
    "a circle": circle,
    "a circle of maps": circularMap,
    "a toJSON that gives itself": ownJson,
    "a toJSON that gives another": new Json(),
    "a toJSON that throws": { toJSON: no },
    "objects in objects": nested((inner) => ({ a: inner })),
    "lists in lists": nested((inner) => [inner]),
    "a small thing that branches": branching,
    "a key __proto__": JSON.parse('{"__proto__": {"to": "x"}, "constructor": 1, "toString": 2, "to": "y"}'),
    "a symbol": Symbol("x"),
    "a symbol in a box": Object(Symbol("x")),
    "a symbol as a key": { [Symbol("to")]: 1 },
    "a BigInt": 5n,
    "a BigInt in a box": Object(5n),
    "not a number": Number.NaN,
    infinity: Number.POSITIVE_INFINITY,
    "minus infinity": Number.NEGATIVE_INFINITY,
    "minus zero": -0,
    "a list of holes": new Array(3),
    "the longest list of holes": new Array(2 ** 32 - 1),
    "a list of no length": lying(Number.NaN),
    "a list of a negative length": lying(-3),
    "a list of half a length": lying(2.5),
    "a list whose length is a text": lying("3"),
    "a list whose length is a symbol": lying(Symbol("3")),
    "a map": new Map([["to", "x"]]),
    "a map of objects": new Map([[{}, 1]]),
    "a set": new Set([1]),
    "an object that calls itself a map": { [Symbol.toStringTag]: "Map" },
    "an object that calls itself a date": { [Symbol.toStringTag]: "Date" },
    "an object that calls itself a buffer": { [Symbol.toStringTag]: "ArrayBuffer", byteLength: -1, length: -1 },
    "words of two bytes": Uint16Array.of(1, 2),
    floats: new Float64Array(2),
    "a data view": new DataView(new ArrayBuffer(4)),
    "a buffer": new ArrayBuffer(4),
    "bytes that were handed away": detached(new Uint8Array(8)),
    "a view of bytes that were handed away": detached(new DataView(new ArrayBuffer(8))),
    "a buffer that was handed away": detached(new ArrayBuffer(8)),
    "a shared buffer": new SharedArrayBuffer(4),
    "shared bytes": new Uint8Array(new SharedArrayBuffer(4)),
    "an invalid date": new Date(Number.NaN),
    "a date": new Date(0),
    "a number in a box": Object(5),
    "a text in a box": Object("x"),
    "a box that gives itself": Object.assign(Object(5), { valueOf: () => ownJson }),
    "half a character": "\ud83d",
    "the other half": "\ude00",
    "a long text": "x".repeat(100_000),
    "a function": no,
    "a class": class {},
    "an error": new Error("x"),
    "a promise": Promise.resolve("x"),
    // biome-ignore lint/suspicious/noThenProperty: that is the case
    "a thenable that throws": { then: no },
    "a generator": (function* () {})(),
    "a regular expression": /x/,
    "a weak map": new WeakMap(),
    "a blob": new Blob(["x"]),
    "a stream": new ReadableStream(),
    "an answer": new Response("x"),
    "an address": new URL("http://localhost"),
    "the whole world": globalThis,
    arguments: (function () {
      // biome-ignore lint/complexity/noArguments: that is the case
      return arguments;
    })(),
    "no prototype": Object.create(null),
    nothing: null,
    undefined: undefined,
    true: true,
    "a number": 5,
    "a text": "text",
    "no text": "",
    "no members": {},
    "no items": [],
  });
}

const NUMBER = "+4915112345678";

/**
 * Everything that takes a value, by the name of its place.
 * @param {Presend} presend @returns {Record<string, (value: any) => unknown>}
 */
export function entries(presend) {
  /** @param {(list: ReturnType<Presend["list"]>) => unknown} work */
  const listed = (work) => {
    const list = presend.list(NUMBER);
    try {
      work(list);
    } finally {
      // Whatever was asked, the list is still there.
      assert.equal(list.row(0).digits, "4915112345678");
      list.free();
    }
  };
  /** @param {(list: ReturnType<typeof open>) => Promise<unknown>} work */
  const opened = async (work) => {
    const list = open(NUMBER);
    try {
      await work(list);
    } finally {
      await list.rows(0, 1);
      list.close();
    }
  };
  return {
    check: (value) => presend.check(value),
    "check: to": (value) => presend.check({ ...draft(), to: value }),
    "check: message": (value) => presend.check({ ...draft(), message: value }),
    "check: message.text": (value) => presend.check({ ...draft(), message: { type: "text", text: value } }),
    "check: templates": (value) => presend.check({ ...draft(), templates: value }),
    "check: now": (value) => presend.check({ ...draft(), now: value }),
    "check: conversation": (value) => presend.check({ ...draft(), conversation: value }),
    "check: locale, platform and policy": (value) =>
      presend.check({ ...draft(), locale: value, platform: value, policy: value }),
    "phone: input": (value) => presend.phone(value),
    "phone: options": (value) => presend.phone(NUMBER, value),
    "phone: country": (value) => presend.phone(NUMBER, { country: value }),
    "isValidPhone: input": (value) => presend.isValidPhone(value),
    "isValidPhone: country": (value) => presend.isValidPhone(NUMBER, value),
    window: (value) => presend.window(value),
    "window: options": (value) => presend.window({}, value),
    template: (value) => presend.template(value),
    "template: options": (value) => presend.template({ name: "x" }, value),
    "fit: templates": (value) => presend.fit(value, draft()),
    "fit: draft": (value) => presend.fit([], value),
    diagnose: (value) => presend.diagnose(value),
    "diagnose: options": (value) => presend.diagnose("131047", value),
    "diagnose: provider": (value) => presend.diagnose("131047", { provider: value }),
    "diagnose: onProgress": (value) => presend.diagnose("131047", { onProgress: value }),
    failures: (value) => presend.failures(value),
    rules: (value) => presend.rules(value),
    addLocale: (value) => presend.addLocale(value),
    list: (value) => presend.list(value).free(),
    "list: options": (value) => presend.list(NUMBER, value).free(),
    "list: suppress": (value) => presend.list(NUMBER, { suppress: value }).free(),
    "list: onProgress": (value) => presend.list(NUMBER, { onProgress: value }).free(),
    "list: encoding": (value) => presend.list(NUMBER, { encoding: value }).free(),
    "list: template and mapping": (value) => presend.list(NUMBER, { template: value, mapping: value }).free(),
    "list: columns": (value) => presend.list(NUMBER, { numberColumn: value, optOutColumn: value }).free(),
    "list: quotes": (value) => presend.list(NUMBER, { quote: value }).free(),
    row: (value) => listed((list) => list.row(value)),
    slice: (value) => listed((list) => list.slice(value, value)),
    select: (value) => listed((list) => list.select(value)),
    "select: status": (value) => listed((list) => list.select({ status: value })),
    csv: (value) => listed((list) => list.csv(value)),
    "csv: options": (value) => listed((list) => list.csv("all", value)),
    open: (value) => open(value).done,
    "open: options": (value) => open(NUMBER, value).done,
    "open: signal": (value) => open(NUMBER, { signal: value }).done,
    "open: onProgress": (value) => open(NUMBER, { onProgress: value }).done,
    "open: suppress": (value) => open(NUMBER, { suppress: value }).done,
    "open: rows": (value) => opened((list) => list.rows(value, value)),
    "open: select": (value) => opened((list) => list.select(value)),
    "open: csv": (value) => opened((list) => list.csv(value)),
    "open: csv options": (value) => opened((list) => list.csv("all", value)),
    load: (value) => load(value),
  };
}
