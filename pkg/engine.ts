// Big work in small steps: reads a list from a file or a stream, and lets others have their turn between two pieces.
import type { ListOptions } from "../wasm/types.js";
import { PresendError } from "./error.js";
import { PIECE, Reading, type Report } from "./list.js";
import { Calls, type Presend } from "./presend.js";

/** Where a list may come from. */
export type ListSource = Blob | ReadableStream<Uint8Array> | Response | Uint8Array | ArrayBuffer | string;

/** What `open` takes beside the options of `list()`. */
export interface OpenOptions extends ListOptions {
  /** Cancels reading; afterwards it does what `close()` does. */
  signal?: AbortSignal;
}

/** The bytes of a source, and how many there will be; 0 if that is not known. */
export function bytesOf(source: ListSource): { size: number; blob?: Blob; stream?: ReadableStream<Uint8Array> } {
  if (source instanceof Blob) return { size: source.size, blob: source };
  if (source instanceof ReadableStream) return { size: 0, stream: source };
  if (typeof Response === "function" && source instanceof Response) {
    return { size: 0, stream: source.body ?? new Blob().stream() };
  }
  if (typeof source === "string" || source instanceof ArrayBuffer || ArrayBuffer.isView(source)) {
    const blob = new Blob([source as BlobPart]);
    return { size: blob.size, blob };
  }
  throw new PresendError("a list is a file, a stream, bytes or a text", "source");
}

/** Pieces of a file, one at a time. */
export async function* slices(blob: Blob): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < blob.size; at += PIECE) yield new Uint8Array(await blob.slice(at, at + PIECE).arrayBuffer());
}

/** Pieces of a stream, none larger than what is read in one step. */
export async function* chunks(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      for (let at = 0; at < read.value.length; at += PIECE) yield read.value.subarray(at, at + PIECE);
    }
  } finally {
    // What is not read any more need not be sent either.
    await reader.cancel().catch(() => {});
  }
}

/** Reads a list piece by piece; `each` is told after every piece how far it is, and may wait or throw. */
export async function readList(
  presend: Presend,
  pieces: AsyncIterable<Uint8Array>,
  size: number,
  options: ListOptions,
  each: (done: number) => void | Promise<void>,
): Promise<Report> {
  const reading = new Reading(Calls.core(presend), options, size);
  try {
    let done = 0;
    for await (const piece of pieces) {
      reading.feed(piece);
      done += piece.length;
      await each(done);
    }
    return reading.finish();
  } catch (error) {
    reading.free();
    throw error;
  }
}
