// Where lists come from. Nothing here needs the WebAssembly, so that a page which leaves the work to a worker does not load it.
import type { ListFilter, ListOptions, ListRow, ListSummary } from "../wasm/types.js";
import { PresendError } from "./error.js";
import { type CsvOptions, PIECE, suppressed } from "./pieces.js";

/** Where a list may come from. */
export type ListSource = Blob | ReadableStream<Uint8Array> | Response | Uint8Array | ArrayBuffer | string;

/** What `open` takes beside the options of `list()`. */
export interface OpenOptions extends ListOptions {
  /** Cancels reading; afterwards it does what `close()` does. */
  signal?: AbortSignal;
}

/** A list that is being read, or has been. */
export interface OpenList {
  /** What there is to say of the whole list, once it has been read. */
  readonly done: Promise<ListSummary>;
  /** The rows from one place up to, but not including, another; fewer where the list ends. */
  rows(from: number, to: number): Promise<ListRow[]>;
  /** The places of the rows that a filter lets through, in order; all without one. */
  select(filter?: ListFilter): Promise<Uint32Array>;
  /** The rows to send to, the blocked and repeated ones, or all, in the form of the input. */
  csv(which: "sendable" | "blocked" | "all", options?: CsvOptions): Promise<Blob>;
  /** Ends reading, and gives the memory back. What is still asked fails. */
  close(): void;
}

/** The options that cross to a worker: without functions, and with a suppression list as one text. */
export function rest(options: OpenOptions): ListOptions {
  const { onProgress, signal, suppress, ...rest } = options;
  if (onProgress !== undefined && typeof onProgress !== "function") {
    throw new PresendError(`a function belongs here, found ${typeof onProgress}`, "onProgress");
  }
  const lines = [...suppressed(suppress)].join("\n");
  return lines === "" ? rest : { ...rest, suppress: lines };
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
