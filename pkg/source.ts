// Where lists come from. Nothing here needs the WebAssembly, so that a page which leaves the work to a worker does not load it.
import type { ListFilter, ListOptions, ListRow, ListSummary } from "../wasm/types.js";
import { PresendError } from "./error.js";
import { type CsvOptions, members, PIECE, progress, suppressed, text, trying, view } from "./pieces.js";

/** Where a list may come from. */
export type ListSource = Blob | ReadableStream<Uint8Array> | Response | Uint8Array | ArrayBuffer | string;

/** What `open` takes beside the options of `list()`. */
export interface OpenOptions extends ListOptions {
  /** Cancels reading; afterwards it does what `close()` does. */
  signal?: AbortSignal;
  /** Languages that `locale` may name, as packs of `presend/locales/…`: a worker knows nothing of what the page has added. */
  locales?: string[];
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

/** Options, taken apart: `plain` are those that cross to a worker, with a suppression list as one text. */
export interface Opening {
  plain: ListOptions;
  onProgress: ListOptions["onProgress"];
  signal: AbortSignal | undefined;
  locales: string[];
}

export function opening(options: OpenOptions | undefined): Opening {
  const { onProgress, signal, suppress, locales, ...rest } = members(options);
  if (signal !== undefined && signal !== null && !(trying("signal", () => signal.throwIfAborted) instanceof Function)) {
    throw new PresendError("the signal of an AbortController belongs here", "signal");
  }
  const lines = [...suppressed(suppress)].join("\n");
  signal?.throwIfAborted();
  return {
    plain: lines === "" ? rest : { ...rest, suppress: lines },
    onProgress: progress(onProgress),
    signal: signal ?? undefined,
    locales: trying("locales", () => Array.from(locales ?? [], (pack, at) => text(pack, `locales[${at}]`))),
  };
}

/** The bytes of a source, and how many there will be; 0 if that is not known. */
export function bytesOf(source: ListSource): { size: number; blob?: Blob; stream?: ReadableStream<Uint8Array> } {
  return trying("source", () => {
    if (source instanceof Blob) return { size: source.size, blob: source };
    const bytes = typeof source === "string" ? source : view(source, "source");
    if (bytes !== undefined) {
      // Shared memory makes no blob.
      const blob = new Blob([bytes instanceof Uint8Array && isShared(bytes) ? bytes.slice() : (bytes as BlobPart)]);
      return { size: blob.size, blob };
    }
    const stream = typeof Response === "function" && source instanceof Response ? streamOf(source) : source;
    if (!(stream instanceof ReadableStream)) {
      throw new PresendError("a list is a file, a stream, bytes or a text", "source");
    }
    if (stream.locked) throw new PresendError("this is being read already", "source");
    return { size: 0, stream };
  });
}

const isShared = ({ buffer }: Uint8Array) =>
  typeof SharedArrayBuffer === "function" && buffer instanceof SharedArrayBuffer;

function streamOf(response: Response): ReadableStream<Uint8Array> {
  if (response.bodyUsed) throw new PresendError("this has been read already", "source");
  return response.body ?? new Blob().stream();
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
      const bytes = view(read.value, "source");
      if (bytes === undefined)
        throw new PresendError(`a stream of bytes belongs here, found ${typeof read.value}`, "source");
      for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
    }
  } finally {
    // What is not read any more need not be sent either.
    await reader.cancel().catch(() => {});
  }
}
