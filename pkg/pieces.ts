// What reading a list shares with whoever asks a worker for it.
import { PresendError, unread } from "./error.js";

/** Bytes that go over at once: a few milliseconds of work. */
export const PIECE = 256 * 1024;

/** How much input is taken at once: characters, and eight for every value. */
export const MAX_SIZE = 16 * 1024 * 1024;
export const tooMuch = "this is more than the 16 MB that are taken at once";

/** What is written of a list. */
export interface CsvOptions {
  /** Puts an apostrophe before cells that a spreadsheet would run as formulas. */
  safe?: boolean;
}

/** Numbers to leave out, many to a text. */
export function* suppressed(given: unknown): Generator<string> {
  if (given === undefined || given === null) return;
  if (typeof given === "string") {
    yield given;
    return;
  }
  const numbers = trying("suppress", () => {
    const { [Symbol.iterator]: begin } = given as Iterable<unknown>;
    if (typeof begin === "function") return begin.call(given);
    throw new PresendError(`a list of numbers belongs here, found ${typeof given}`, "suppress");
  });
  let lines = "";
  for (let index = 0; ; index++) {
    const { done, value } = trying("suppress", () => numbers.next());
    if (done) break;
    lines += `${text(value, `suppress[${index}]`).replaceAll(/[\r\n]+/g, " ")}\n`;
    if (lines.length > PIECE) {
      yield lines;
      lines = "";
    }
  }
  yield lines;
}

/** Reads something of the caller's, which may throw anything. */
export function trying<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw cause instanceof PresendError ? cause : unread(cause, path);
  }
}

/** The members of an object of options, each read once. */
export function members<T extends object>(options: T | null | undefined): Partial<T> {
  if (options !== undefined && options !== null && typeof options !== "object") {
    throw new PresendError(`an object belongs here, found ${article(typeof options)}`);
  }
  const given = (options ?? {}) as Record<string, unknown>;
  const keys = trying("", () => Object.keys(given));
  return Object.fromEntries(keys.map((key) => [key, trying(key, () => given[key])])) as Partial<T>;
}

const article = (kind: string) => (kind === "string" ? "a text" : `a ${kind}`);

/** Who is told how far the work is. */
export function progress(given: unknown): ((done: number, total: number) => void) | undefined {
  if (given === undefined || given === null) return undefined;
  if (typeof given === "function") return given as (done: number, total: number) => void;
  throw new PresendError(`a function belongs here, found ${typeof given}`, "onProgress");
}

/** Bytes, wherever they come from. */
export function view(bytes: unknown, path: string): Uint8Array | undefined {
  return trying(path, () => {
    if (ArrayBuffer.isView(bytes)) return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const tag = Object.prototype.toString.call(bytes);
    if (!/^\[object (Shared)?ArrayBuffer\]$/.test(tag)) return undefined;
    const view = new Uint8Array(bytes as ArrayBuffer);
    // What only calls itself so is copied, as a list of numbers.
    return view.buffer === bytes ? view : undefined;
  });
}

export function text(value: unknown, path: string): string {
  if (typeof value === "string") {
    if (value.length > MAX_SIZE) throw new PresendError(tooMuch, path);
    return value;
  }
  throw new PresendError(`a text belongs here, found ${value === null ? "nothing (null)" : typeof value}`, path);
}
