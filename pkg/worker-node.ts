// presend/worker in Node, and in scripts that are one file: the same in small steps between which everything else has its turn.
import type { ListFilter, ListRow, ListSummary } from "../wasm/types.js";
import { readList } from "./engine.js";
import { PresendError } from "./error.js";
import type { Report } from "./list.js";
import { load } from "./node.js";
import type { CsvOptions } from "./pieces.js";
import {
  bytesOf,
  chunks,
  type ListSource,
  type Opening,
  type OpenList,
  type OpenOptions,
  opening,
  slices,
} from "./source.js";

export type * from "../wasm/types.js";
export type { CsvOptions, ListSource, OpenList, OpenOptions };
export { PresendError };

/** Here nothing has to be fetched, and so nothing is to be prepared. */
export function prepare(): void {}

/** Reads a contact list: a file, a stream, bytes or a text. Offers exactly what the `open` of browsers does. */
export function open(source: ListSource, options: OpenOptions = {}): OpenList {
  return new Local(source, opening(options));
}

class Local implements OpenList {
  readonly done: Promise<ListSummary>;
  readonly #report: Promise<Report>;
  readonly #opening: Opening;
  readonly #stop = () => this.#end(this.#opening.signal?.reason);
  #ended: { reason: unknown } | undefined;

  constructor(source: ListSource, opening: Opening) {
    this.#opening = opening;
    const from = bytesOf(source);
    opening.signal?.addEventListener("abort", this.#stop, { once: true });
    this.#report = this.#read(from, opening);
    this.done = this.#report.then((report) => report.summary);
    this.done.catch((error) => this.#end(error));
  }

  async #read(
    { size, blob, stream }: ReturnType<typeof bytesOf>,
    { plain, locales, onProgress }: Opening,
  ): Promise<Report> {
    const presend = await load();
    const pieces = blob === undefined ? chunks(stream as ReadableStream<Uint8Array>) : slices(blob);
    return readList(presend, pieces, size, plain, locales, async (done) => {
      onProgress?.(done, Math.max(size, done));
      await new Promise((resolve) => setTimeout(resolve));
      if (this.#ended !== undefined) throw this.#ended.reason;
    });
  }

  async #opened(): Promise<Report> {
    const report = await this.#report;
    if (this.#ended !== undefined) throw this.#ended.reason;
    return report;
  }

  async rows(from: number, to: number): Promise<ListRow[]> {
    return (await this.#opened()).rows(from, to);
  }

  async select(filter?: ListFilter): Promise<Uint32Array> {
    return (await this.#opened()).select(filter);
  }

  async csv(which: "sendable" | "blocked" | "all", options?: CsvOptions): Promise<Blob> {
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    for (const piece of (await this.#opened()).pieces(which, options)) {
      pieces.push(piece);
      await new Promise((resolve) => setTimeout(resolve));
    }
    return new Blob(pieces, { type: "text/csv" });
  }

  close(): void {
    this.#end(new PresendError("the list was closed"));
  }

  #end(reason: unknown): void {
    if (this.#ended !== undefined) return;
    this.#ended = { reason };
    this.#opening.signal?.removeEventListener("abort", this.#stop);
    this.#report.then(
      (report) => report.free(),
      () => {},
    );
  }
}
