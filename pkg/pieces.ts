// What reading a list shares with whoever asks a worker for it.
import { PresendError } from "./error.js";

/** Bytes that go over at once: a few milliseconds of work. */
export const PIECE = 256 * 1024;

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
  if (typeof (given as Iterable<unknown>)[Symbol.iterator] !== "function") {
    throw new PresendError(`a list of numbers belongs here, found ${typeof given}`, "suppress");
  }
  let lines = "";
  let index = 0;
  for (const number of given as Iterable<unknown>) {
    lines += `${text(number, `suppress[${index++}]`).replaceAll(/[\r\n]+/g, " ")}\n`;
    if (lines.length > PIECE) {
      yield lines;
      lines = "";
    }
  }
  yield lines;
}

export function text(value: unknown, path: string): string {
  if (typeof value === "string") return value;
  throw new PresendError(`a text belongs here, found ${value === null ? "nothing (null)" : typeof value}`, path);
}
