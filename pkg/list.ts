// Contact lists: from the bytes of a file to a report whose rows are fetched when they are looked at.

import { ContactList } from "../wasm/presend.js";
import type { ListFilter, ListOptions, ListRow, ListSummary } from "../wasm/types.js";
import { PresendError } from "./error.js";
import { write } from "./packet.js";
import { type CsvOptions, members, PIECE, progress, suppressed, text, view } from "./pieces.js";

/** What is known of a list. Rows are kept in the memory of the WebAssembly until `free()`. */
export interface ListReport extends ListSummary {
  /** A row with everything found about it, by its place from 0. */
  row(index: number): ListRow;
  /** The rows from one place up to, but not including, another; fewer where the list ends. */
  slice(from: number, to: number): ListRow[];
  /** The places of the rows that a filter lets through, in order; all without one. */
  select(filter?: ListFilter): Uint32Array;
  /**
   * A list in the form of the input, with `presend_digits`, `presend_status` and `presend_reason` added: the rows to send to
   * (the first of each duplicate, and the risky ones), the blocked and repeated ones, or all.
   */
  csv(which: "sendable" | "blocked" | "all", options?: CsvOptions): Uint8Array<ArrayBuffer>;
  /** Gives the memory back. Nothing can be asked afterwards. */
  free(): void;
}

/** How a list reaches the WebAssembly: lets the core's own errors through, and reads its packets. */
export interface Core {
  call<T>(work: () => T): T;
  read(packet: Uint8Array): unknown;
  /** Changes when the WebAssembly has to start anew, and with it all that it kept is lost. */
  epoch(): number;
}

/** A list in the memory of the WebAssembly, for as long as both are there. */
class Handle {
  readonly #core: Core;
  readonly #epoch: number;
  #list: ContactList | undefined;

  constructor(core: Core, open: () => ContactList) {
    this.#core = core;
    this.#list = core.call(open);
    this.#epoch = core.epoch();
  }

  call<T>(work: (list: ContactList) => T): T {
    const list = this.#list;
    if (list === undefined) throw new PresendError("this list was given back with free(): read it again");
    if (this.#epoch !== this.#core.epoch()) {
      throw new PresendError("this list was lost when presend had to start anew after a fault: read it again");
    }
    return this.#core.call(() => work(list));
  }

  read(work: (list: ContactList) => Uint8Array): unknown {
    return this.#core.read(this.call(work));
  }

  free(): void {
    if (this.#epoch === this.#core.epoch()) this.#list?.free();
    this.#list = undefined;
  }
}

const encoder = new TextEncoder();

/** A list being read. Any error ends it. */
export class Reading {
  readonly #list: Handle;

  /** @param size bytes to come, 0 if that is not known */
  constructor(core: Core, options: ListOptions | undefined, size: number) {
    const { onProgress: _, suppress, ...rest } = members(options);
    const { bytes } = write([rest], [""]);
    this.#list = new Handle(core, () => ContactList.open(bytes, Date.now(), size));
    this.#guard(() => {
      for (const lines of suppressed(suppress)) this.#list.call((list) => list.suppress(lines));
    });
  }

  feed(bytes: Uint8Array): void {
    this.#guard(() => this.#list.call((list) => list.feed(bytes)));
  }

  finish(): Report {
    return this.#guard(() => {
      const summary = this.#list.read((list) => list.finish()) as ListSummary;
      return new Report(this.#list, summary);
    });
  }

  /** Gives the memory back before the end. */
  free(): void {
    this.#list.free();
  }

  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      this.free();
      throw error;
    }
  }
}

/** What can be asked of a list that was read. */
export class Report {
  readonly #list: Handle;
  readonly summary: ListSummary;

  constructor(list: Handle, summary: ListSummary) {
    this.#list = list;
    this.summary = summary;
  }

  row(index: number): ListRow {
    const place = whole(index, "index");
    return this.#list.read((list) => list.row(place)) as ListRow;
  }

  rows(from: number, to: number): ListRow[] {
    const end = Math.min(whole(to, "to"), this.summary.rows);
    const rows = [];
    for (let index = whole(from, "from"); index < end; index++) rows.push(this.row(index));
    return rows;
  }

  select(filter?: ListFilter): Uint32Array {
    const { status, region, rule } = members(filter);
    for (const [name, value] of Object.entries({ status, region, rule })) if (value != null) text(value, name);
    return this.#list.call((list) => list.select(status, region, rule));
  }

  /** A list in pieces. */
  *pieces(which: string, options?: CsvOptions): Generator<Uint8Array<ArrayBuffer>> {
    const { safe = false } = members(options);
    if (typeof safe !== "boolean") throw new PresendError(`true or false belongs here, found ${typeof safe}`, "safe");
    const name = text(which, "which");
    for (let from = 0; from < NO_ROW; ) {
      const start = from;
      const piece = this.#list.call((list) => list.csv(name, safe, start)) as Uint8Array<ArrayBuffer>;
      const end = piece.length - 4;
      from = new DataView(piece.buffer, piece.byteOffset + end).getUint32(0, true);
      yield piece.subarray(0, end);
    }
  }

  free(): void {
    this.#list.free();
  }
}

/** Stands for the end of a list. */
const NO_ROW = 0xffff_ffff;

function joined(pieces: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((size, piece) => size + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** Reads a whole list at once. */
export function list(core: Core, contacts: Uint8Array | string, options: ListOptions | undefined): ListReport {
  const given = members(options);
  const tell = progress(given.onProgress);
  const isText = typeof contacts === "string";
  const bytes = isText ? undefined : bytesOf(contacts);
  const size = isText ? contacts.length : (bytes as Uint8Array).length;
  const reading = new Reading(core, isText ? ofText(given) : given, size);
  try {
    tell?.(0, size);
    let done = 0;
    for (const piece of isText ? encoded(contacts) : cut(bytes as Uint8Array)) {
      reading.feed(piece.bytes);
      done += piece.size;
      tell?.(done, size);
    }
    // Half a list would look like a whole one.
    if (done < size) throw new PresendError("the bytes were taken away while they were read", "contacts");
    const report = reading.finish();
    return {
      ...report.summary,
      row: (index) => report.row(index),
      slice: (from, to) => report.rows(from, to),
      select: (filter) => report.select(filter),
      csv: (which, options) => joined([...report.pieces(which, options)]),
      free: () => report.free(),
    };
  } catch (error) {
    // An onProgress that throws cancels the run.
    reading.free();
    throw error;
  }
}

/** A text has been decoded: what its file was written in does not matter any more. */
function ofText(options: ListOptions): ListOptions {
  const { encoding } = options;
  const other =
    typeof encoding === "string" && /^(utf-?16(le|be)?|windows-1252|cp1252|latin1|iso-8859-1)$/i.test(encoding.trim());
  return other ? { ...options, encoding: "utf-8" } : options;
}

function* cut(bytes: Uint8Array): Generator<{ bytes: Uint8Array; size: number }> {
  for (let at = 0; at < bytes.length; at += PIECE) {
    const piece = bytes.subarray(at, at + PIECE);
    yield { bytes: piece, size: piece.length };
  }
}

/** A text as UTF-8, piece by piece. */
function* encoded(text: string): Generator<{ bytes: Uint8Array; size: number }> {
  const buffer = new Uint8Array(PIECE);
  for (let at = 0; at < text.length; ) {
    const { read, written } = encoder.encodeInto(text.slice(at, at + PIECE / 2), buffer);
    // Half a character at the very end of a piece is left for the next one; alone it becomes U+FFFD.
    const torn = at + read < text.length && isHigh(text.charCodeAt(at + read - 1)) ? 1 : 0;
    yield { bytes: buffer.subarray(0, written - torn * 3), size: read - torn };
    at += read - torn;
  }
}

const isHigh = (unit: number) => (unit & 0xfc00) === 0xd800;

function bytesOf(contacts: unknown): Uint8Array {
  const bytes = view(contacts, "contacts");
  if (bytes !== undefined) return bytes;
  const found = contacts === null ? "nothing (null)" : typeof contacts;
  throw new PresendError(`a list is a text or the bytes of a file, found ${found}`, "contacts");
}

function whole(value: unknown, path: string): number {
  if (Number.isInteger(value) && (value as number) >= 0 && (value as number) < NO_ROW) return value as number;
  throw new PresendError("a whole number from 0 belongs here", path);
}
