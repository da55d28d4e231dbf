// Packets, the form in which values cross to and from WebAssembly. `src/packet.rs` is the other end and describes them.
import { PresendError, unread } from "./error.js";
import { MAX_SIZE, tooMuch } from "./pieces.js";

const NULL = 0;
const FALSE = 1;
const TRUE = 2;
const NUMBER = 3;
const TEXT = 4;
const LIST = 5;
const MAP = 6;
const BYTES = 7;

/** The numbers at the start of a packet. */
const HEAD = 3;
/** How deep input may be nested. */
const MAX_DEPTH = 100;
/** How much of a file crosses: what it is shows in its first bytes. */
const MAX_BYTES = 64 * 1024;
/** What a writer keeps between packets, in codes. */
const KEPT = 8 * 1024;

/** Names of members that are sent as numbers. */
const known = new Map<string, number>();

/** Teaches the writer the first names of the core. Until then, and all others, they are sent as texts. */
export function learn(names: number, fieldName: (number: number) => string): void {
  for (let number = known.size; number < names; number++) known.set(fieldName(number), number);
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * Halves of characters and what stands in for them in one call, both ways: they have no UTF-8, and are to come back as they
 * were. A stand-in is a private character that the input has nowhere else, of one unit, so that ranges stay right.
 */
export type Halves = Map<string, string> | undefined;

/** Arguments of a call, on their way. */
export interface Packet {
  /** Good until the next call. */
  bytes: Uint8Array;
  halves: Halves;
}

/** Turns the arguments of a call into one packet. Every member of them is read once. */
class Writer {
  #codes = new Float64Array(KEPT);
  #used = HEAD;
  #text = "";
  #bytes: Uint8Array[] = [];
  /** Where texts end with the first half of a character: joined to the next text it could become a whole one. */
  #torn: number[] = [];
  #size = 0;
  /** The error that was made here: all others are the caller's own. */
  #refusal: PresendError | undefined;
  /** The way to the value being read, and the objects passed on it. */
  #trail: (string | number)[] = [];
  #parents: object[] = [];
  #depth = 0;

  write(args: unknown[], names: string[]): Packet {
    this.#used = HEAD;
    this.#text = "";
    this.#bytes = [];
    this.#torn = [];
    this.#size = 0;
    this.#code(args.length * 8 + LIST);
    try {
      for (let i = 0; i < args.length; i++) {
        this.#trail[0] = names[i] as string;
        this.#depth = 1;
        this.#put(args[i], 1);
      }
    } catch (cause) {
      // If not, it comes from a getter, a proxy or a toJSON of the caller's own.
      throw this.#refusal && cause === this.#refusal ? cause : unread(cause, this.#path());
    } finally {
      this.#refusal = undefined;
      this.#parents.length = 0;
    }
    return this.#finish();
  }

  #finish(): Packet {
    const halves = this.#halves();
    const at = this.#used * 8;
    const files = this.#bytes.reduce((sum, bytes) => sum + bytes.length, 0);
    // UTF-8 takes three bytes at most for what is one character of a JavaScript text.
    const most = at + this.#text.length * 3 + files;
    if (most > this.#codes.byteLength) this.#grow(Math.ceil(most / 8));
    const packet = new Uint8Array(this.#codes.buffer);
    const { written } = encoder.encodeInto(this.#text, packet.subarray(at));
    this.#codes[0] = this.#used - HEAD;
    this.#codes[1] = 0;
    this.#codes[2] = written;
    let end = at + written;
    for (const bytes of this.#bytes) {
      packet.set(bytes, end);
      end += bytes.length;
    }
    // Of a large input nothing is kept.
    if (this.#codes.length > 16 * KEPT) this.#codes = new Float64Array(KEPT);
    this.#text = "";
    this.#bytes = [];
    return { bytes: packet.subarray(0, end), halves };
  }

  /** Puts stand-ins into the text. */
  #halves(): Halves {
    if (this.#torn.length === 0 && isWhole(this.#text)) return undefined;
    const halves = new Map<string, string>();
    const taken = new Set(this.#text.match(PRIVATE));
    let next = 0xe000;
    const standIn = (half: string): string => {
      while (!halves.has(half) && next < 0xf900) {
        const free = String.fromCharCode(next++);
        if (!taken.has(free)) halves.set(free, half).set(half, free);
      }
      // Only a text made for it can use them all up.
      return halves.get(half) ?? "\ufffd";
    };
    let text = "";
    let from = 0;
    for (const at of [...this.#torn, this.#text.length]) {
      text += this.#text.slice(from, at).replace(/\p{Cs}/gu, standIn);
      from = at;
    }
    this.#text = text;
    return halves;
  }

  #grow(least: number): void {
    const codes = new Float64Array(Math.max(least, this.#codes.length * 2));
    codes.set(this.#codes);
    this.#codes = codes;
  }

  #code(code: number): void {
    if (this.#used === this.#codes.length) this.#grow(0);
    this.#codes[this.#used++] = code;
  }

  /** Adds a text and answers with its size. All go to the second text: the engine knows by itself what is ASCII. */
  #add(text: string): number {
    const length = text.length;
    this.#count(length + 8);
    this.#text += text;
    if ((text.charCodeAt(length - 1) & 0xfc00) === 0xd800) this.#torn.push(this.#text.length);
    return length * 2 + 1;
  }

  #count(size: number): void {
    this.#size += size;
    if (this.#size > MAX_SIZE) this.#refuse(tooMuch);
  }

  #put(value: unknown, depth: number): void {
    if (typeof value === "string") {
      this.#code(this.#add(value) * 8 + TEXT);
    } else if (typeof value === "number") {
      if (!Number.isFinite(value)) this.#refuse(`a finite number belongs here, found ${value}`);
      this.#code(NUMBER);
      this.#code(value);
    } else if (typeof value === "boolean") {
      this.#code(value ? TRUE : FALSE);
    } else if (value === undefined || value === null) {
      this.#code(NULL);
    } else if (typeof value === "object") {
      this.#object(value, depth);
    } else if (typeof value === "bigint") {
      this.#refuse("a BigInt cannot be taken: use a text for long ids, a number for anything else");
    } else {
      this.#refuse(`a ${typeof value} cannot be taken: a plain value belongs here`);
    }
  }

  /** @param asked whether this is what an object stands for, which is not asked again */
  #object(value: object, depth: number, asked = false): void {
    if (depth > MAX_DEPTH) this.#refuseDepth();
    if (!asked) this.#parents[depth] = value;
    this.#count(8);
    if (Array.isArray(value)) {
      const length: unknown = value.length;
      // A proxy may say anything.
      if (typeof length !== "number" || !Number.isInteger(length) || length < 0) {
        this.#refuse("the length of this list is no whole number");
      }
      this.#count(length * 8);
      this.#code(length * 8 + LIST);
      for (let i = 0; i < length; i++) {
        this.#trail[depth] = i;
        this.#depth = depth + 1;
        this.#put(value[i], depth + 1);
      }
      return;
    }
    const prototype = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) this.#members(value, depth, asked);
    else this.#unusual(value, depth, asked);
  }

  #members(value: object, depth: number, asked: boolean): void {
    const head = this.#used;
    const text = this.#text;
    const torn = this.#torn.length;
    this.#code(MAP);
    let count = 0;
    // A list of the keys would be a third of the garbage of a call.
    for (const key in value) {
      if (!Object.hasOwn(value, key)) continue;
      this.#trail[depth] = key;
      this.#depth = depth + 1;
      const member = (value as Record<string, unknown>)[key];
      if (member === undefined) continue;
      if (typeof member === "function" && key === "toJSON") {
        if (asked) continue;
        this.#used = head;
        this.#text = text;
        this.#torn.length = torn;
        this.#depth = depth;
        this.#stand(member.call(value, ""), depth);
        return;
      }
      count++;
      const number = known.get(key);
      this.#code(number === undefined ? this.#add(key) * 2 + 1 : number * 2);
      this.#put(member, depth + 1);
    }
    this.#codes[head] = count * 8 + MAP;
  }

  /** What is not just braces: writes what it stands for. */
  #unusual(value: object, depth: number, asked: boolean): void {
    if (ArrayBuffer.isView(value)) {
      this.#file(value.buffer, value.byteOffset, value.byteLength);
      return;
    }
    // Known by its tag, which holds across windows and frames, where `instanceof` does not.
    const tag = Object.prototype.toString.call(value).slice(8, -1);
    if (tag === "ArrayBuffer" || tag === "SharedArrayBuffer") {
      this.#file(value as ArrayBuffer, 0, (value as ArrayBuffer).byteLength);
      return;
    }
    const meant = this.#meaning(value, tag, asked);
    if (meant === value) this.#members(value, depth, asked);
    else this.#stand(meant, depth);
  }

  /** Writes what an object stands for. */
  #stand(value: unknown, depth: number): void {
    if (typeof value === "object" && value !== null) this.#object(value, depth, true);
    else this.#put(value, depth);
  }

  #meaning(value: object, tag: string, asked: boolean): unknown {
    switch (tag) {
      case "Date": {
        const time = Date.prototype.getTime.call(value);
        if (Number.isNaN(time)) this.#refuse("this date is invalid");
        return new Date(time).toISOString();
      }
      case "Map": {
        const entries = [...Map.prototype.entries.call(value)];
        if (entries.some(([key]) => typeof key !== "string")) this.#refuse("the keys of a Map must be texts here");
        return Object.fromEntries(entries);
      }
      case "Set":
        return [...Set.prototype.values.call(value)];
      case "Boolean":
      case "Number":
      case "String":
      case "BigInt":
      case "Symbol":
        // Its own method could say anything.
        return (globalThis[tag].prototype.valueOf as () => unknown).call(value);
      case "Blob":
      case "File": {
        // Its bytes cannot be had at once; what is known of it stands beside them.
        const { name, size, type } = value as File;
        return { name, size, mime: type === "" ? undefined : type };
      }
      case "Promise":
        return this.#refuse("this is a promise: await it first");
    }
    const { toJSON } = value as { toJSON?: unknown };
    if (typeof toJSON === "function" && !asked) return toJSON.call(value, "");
    // What was caught may be given as it is; its message is no member of its own that can be listed.
    return tag === "Error" && !asked ? { message: (value as Error).message, ...value } : value;
  }

  #file(buffer: ArrayBufferLike, offset: number, length: number): void {
    const bytes = new Uint8Array(buffer, offset, Math.min(length, MAX_BYTES));
    this.#count(bytes.length);
    this.#bytes.push(bytes);
    this.#code(bytes.length * 8 + BYTES);
  }

  #refuseDepth(): never {
    const parents = this.#parents;
    const again = parents.findIndex((parent, i) => i > 1 && parents.indexOf(parent) < i);
    if (again > 0) {
      this.#depth = again;
      this.#refuse("this refers back to itself");
    }
    this.#refuse(`this is nested deeper than ${MAX_DEPTH} levels`);
  }

  #refuse(sentence: string): never {
    this.#refusal = new PresendError(sentence, this.#path());
    throw this.#refusal;
  }

  #path(): string {
    let path = "";
    for (const step of this.#trail.slice(0, this.#depth)) {
      if (typeof step === "number") path += `[${step}]`;
      else path += path === "" ? step : `.${step}`;
    }
    return path;
  }
}

/** All private characters of one unit. */
const PRIVATE = /[\ue000-\uf8ff]/g;

/** Whether a text is made of whole characters; older browsers have to look for halves. */
const isWhole = (text: string & { isWellFormed?(): boolean }) => text.isWellFormed?.() ?? !/\p{Cs}/u.test(text);

let idle: Writer | undefined = new Writer();

/**
 * Turns the arguments of a call into one packet.
 * @param names what the path of an error begins with, for each argument
 */
export function write(args: unknown[], names: string[]): Packet {
  // A getter in the input may itself call the package; then it gets a writer of its own.
  const writer = idle ?? new Writer();
  idle = undefined;
  try {
    return writer.write(args, names);
  } finally {
    idle = writer;
  }
}

type Maker = new () => Record<string, unknown>;

/** What makes objects with a number of members, by that number. */
const makers: Maker[] = [];

/**
 * A plain object that is to have so many members. Of each function the engine learns how much room its objects need; those of
 * `{}` have four places, and whatever comes after is moved again and again.
 */
function plain(size: number): Record<string, unknown> {
  if (size > 32) return {};
  let maker = makers[size];
  if (maker === undefined) makers[size] = maker = newMaker();
  return new maker();
}

function newMaker(): Maker {
  function Members() {}
  Members.prototype = Object.prototype;
  return Members as unknown as Maker;
}

/** Reads packets from one instance, whose field names it keeps. */
export class Reader {
  readonly #fieldName: (number: number) => string;
  readonly #names: string[] = [];
  #codes: Float64Array = new Float64Array();
  #ascii = "";
  #text = "";
  #bytes: Uint8Array = new Uint8Array();
  /** How far each of them is read. */
  #code = 0;
  #letter = 0;
  #char = 0;
  #byte = 0;

  constructor(fieldName: (number: number) => string) {
    this.#fieldName = fieldName;
  }

  read(packet: Uint8Array, halves?: Halves): unknown {
    const head = new Float64Array(packet.buffer, packet.byteOffset, HEAD);
    const [count, ascii, text] = head as unknown as [number, number, number];
    const texts = (HEAD + count) * 8;
    const files = texts + ascii + text;
    this.#codes = new Float64Array(packet.buffer, packet.byteOffset + HEAD * 8, count);
    this.#ascii = decoder.decode(packet.subarray(texts, texts + ascii));
    this.#text = text === 0 ? "" : decoder.decode(packet.subarray(texts + ascii, files));
    if (halves) this.#text = this.#text.replace(PRIVATE, (standIn) => halves.get(standIn) ?? standIn);
    this.#bytes = packet.subarray(files);
    this.#code = this.#letter = this.#char = this.#byte = 0;
    return this.#value();
  }

  #cut(size: number): string {
    if (size & 1) {
      const start = this.#char;
      this.#char += size >>> 1;
      return this.#text.slice(start, this.#char);
    }
    const start = this.#letter;
    this.#letter += size >>> 1;
    return this.#ascii.slice(start, this.#letter);
  }

  #value(): unknown {
    const head = this.#codes[this.#code++] as number;
    const size = head >>> 3;
    switch (head & 7) {
      case FALSE:
        return false;
      case TRUE:
        return true;
      case NUMBER:
        return this.#codes[this.#code++];
      case TEXT:
        return this.#cut(size);
      case LIST: {
        // As long as it will be: one that grows takes room for seventeen first.
        const items = new Array(size);
        for (let i = 0; i < size; i++) items[i] = this.#value();
        return items;
      }
      case MAP: {
        const members = plain(size);
        for (let i = 0; i < size; i++) this.#member(members);
        return members;
      }
      case BYTES: {
        const start = this.#byte;
        this.#byte += size;
        return this.#bytes.slice(start, this.#byte);
      }
      default:
        return null;
    }
  }

  #member(members: Record<string, unknown>): void {
    const code = this.#codes[this.#code++] as number;
    const number = code >>> 1;
    if ((code & 1) === 0) {
      let name = this.#names[number];
      if (name === undefined) name = this.#names[number] = this.#fieldName(number);
      members[name] = this.#value();
      return;
    }
    const key = this.#cut(number);
    const value = this.#value();
    // As a plain assignment it would change what the object inherits from.
    if (key === "__proto__")
      Object.defineProperty(members, key, { value, enumerable: true, configurable: true, writable: true });
    else members[key] = value;
  }
}
