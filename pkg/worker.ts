// presend/worker in browsers: a list is read beside the page, which stays as quick as before.
import type { ListFilter, ListOptions, ListRow, ListSummary } from "../wasm/types.js";
import { PresendError, told } from "./error.js";
import type { CsvOptions } from "./pieces.js";
import { bytesOf, chunks, type ListSource, type Opening, type OpenList, type OpenOptions, opening } from "./source.js";

export type * from "../wasm/types.js";
export type { CsvOptions, ListSource, OpenList, OpenOptions };
export { PresendError };

/** What the page asks of the worker, and what the worker answers. */
export type Ask =
  | { id: number; ask: "prepare"; wasm: string }
  | { id: number; ask: "forget" }
  | {
      id: number;
      ask: "open";
      wasm: string;
      size: number;
      blob: Blob | undefined;
      options: ListOptions;
      locales: string[];
    }
  | { id: number; ask: "feed"; bytes: Uint8Array | undefined }
  | { id: number; ask: "rows"; from: number; to: number }
  | { id: number; ask: "select"; filter: ListFilter | undefined }
  | { id: number; ask: "csv"; which: string; options: CsvOptions | undefined };
/** How far it is tells which question it belongs to, too: a worker may have been given another list meanwhile. */
export type Answer =
  | { id: number; value: unknown }
  | { id: number; failed: { message: string; path: string; cause?: unknown } }
  | { reading: number; done: number };

/** Says so to pages that let nobody make scripts out of texts: such a page names this policy in its `trusted-types`. */
interface Policy {
  createScriptURL(address: string): URL;
}
let policy: Policy | undefined;

function trusted(address: URL): URL {
  const types = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: object): Policy } }).trustedTypes;
  if (types === undefined) return address;
  policy ??= types.createPolicy("presend", { createScriptURL: (url: string) => url });
  return policy.createScriptURL(address.href);
}

function start(): Worker {
  try {
    // A file of its own, which bundlers carry along as it is.
    return new Worker(trusted(new URL("./worker-script.js", import.meta.url)), { type: "module" });
  } catch (cause) {
    const needed = "its Content-Security-Policy needs worker-src 'self', and presend among its trusted-types";
    throw new PresendError(`this page lets no worker read the list: ${needed} (${told(cause)})`, "", { cause });
  }
}
const address = () => new URL("../wasm/presend_bg.wasm", import.meta.url).href;

/** Up to which size of a list its worker is kept for another, in bytes. */
const SMALL = 4_000_000;

/** A worker that waits for a list. */
let waiting: Worker | undefined;
/** Whether one is to wait at any time. */
let prepared = false;

/** Numbers the questions to all workers: what a list asked and left is nobody's answer afterwards. */
let last = 0;

function keep(worker: Worker, message: object): void {
  waiting = worker;
  worker.onmessage = worker.onmessageerror = null;
  worker.onerror = (event) => {
    event.preventDefault();
    if (waiting === worker) waiting = undefined;
  };
  worker.postMessage({ id: 0, ...message });
}

/**
 * Starts a worker for the list that is to come: then nothing has to be fetched once it is there, and it is read without a
 * network as well. Where it fails, `open` says why.
 */
export function prepare(): void {
  prepared = true;
  if (waiting !== undefined) return;
  try {
    keep(start(), { ask: "prepare", wasm: address() });
  } catch {
    // `open` tries again, and says why.
  }
}

/** Puts a new worker in the place of one that waits, as soon as the new one has all it needs: without a network it never has. */
function renew(old: Worker): void {
  const fresh = start();
  fresh.onerror = (event) => event.preventDefault();
  fresh.onmessage = ({ data }: MessageEvent<Answer>) => {
    if ("failed" in data || (waiting !== old && waiting !== undefined)) return fresh.terminate();
    if (waiting === old) old.terminate();
    keep(fresh, { ask: "forget" });
  };
  fresh.postMessage({ id: 0, ask: "prepare", wasm: address() });
}

/**
 * Reads a contact list in a worker: a file, a stream, bytes or a text. Nothing has to be awaited before asking: what is asked
 * early is answered when the list has been read.
 *
 * @throws PresendError where the page's policy lets no worker start
 */
export function open(source: ListSource, options: OpenOptions = {}): OpenList {
  return new Remote(source, opening(options));
}

class Remote implements OpenList {
  readonly done: Promise<ListSummary>;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>();
  readonly #opening: Opening;
  readonly #stop = () => this.#end(this.#opening.signal?.reason);
  #ended: { reason: unknown } | undefined;
  #size = 0;

  constructor(source: ListSource, opening: Opening) {
    this.#opening = opening;
    const { size, blob, stream } = bytesOf(source);
    this.#size = size;
    this.#worker = waiting ?? start();
    waiting = undefined;
    this.#worker.onmessage = ({ data }: MessageEvent<Answer>) => this.#answered(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#died(event.message);
    };
    this.#worker.onmessageerror = () => this.#died("its answer could not be read");
    opening.signal?.addEventListener("abort", this.#stop, { once: true });
    const { plain, locales } = opening;
    const read = this.#ask({ ask: "open", wasm: address(), size, blob, options: plain, locales });
    this.done = (stream === undefined ? read : this.#pump(stream, read)) as Promise<ListSummary>;
    this.done.catch((error) => this.#end(error, "renewed"));
  }

  rows(from: number, to: number): Promise<ListRow[]> {
    return this.#later({ ask: "rows", from, to }) as Promise<ListRow[]>;
  }

  select(filter?: ListFilter): Promise<Uint32Array> {
    return this.#later({ ask: "select", filter }) as Promise<Uint32Array>;
  }

  csv(which: "sendable" | "blocked" | "all", options?: CsvOptions): Promise<Blob> {
    return this.#later({ ask: "csv", which, options }) as Promise<Blob>;
  }

  close(): void {
    this.#end(new PresendError("the list was closed"));
  }

  /** Hands a stream over piece by piece, as fast as the pieces are read. */
  async #pump(stream: ReadableStream<Uint8Array>, read: Promise<unknown>): Promise<unknown> {
    // Refused options end it at once, not only after the last piece.
    const refused = read.then(() => {});
    refused.catch(() => {});
    for await (const bytes of chunks(stream)) {
      await Promise.race([this.#ask({ ask: "feed", bytes }), refused]);
      if (this.#ended !== undefined) throw this.#ended.reason;
    }
    await this.#ask({ ask: "feed", bytes: undefined });
    return read;
  }

  async #later(what: Omit<Extract<Ask, { ask: "rows" | "select" | "csv" }>, "id"> | object): Promise<unknown> {
    await this.done;
    return this.#ask(what);
  }

  #ask(what: object): Promise<unknown> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended.reason);
    const id = ++last;
    return new Promise((resolve, reject) => {
      try {
        this.#worker.postMessage({ id, ...what });
        this.#waiting.set(id, { resolve, reject });
      } catch (cause) {
        reject(
          new PresendError(`this cannot be handed to a worker: plain values belong here (${told(cause)})`, "", {
            cause,
          }),
        );
      }
    });
  }

  #answered(answer: Answer): void {
    if (!("id" in answer)) {
      if (!this.#waiting.has(answer.reading)) return;
      try {
        this.#opening.onProgress?.(answer.done, Math.max(this.#size, answer.done));
      } catch (error) {
        this.#end(error);
      }
      return;
    }
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ("failed" in answer) waiting?.reject(PresendError.from(answer.failed));
    else waiting?.resolve(answer.value);
  }

  #died(message: string | undefined): void {
    const why = message || "its script did not load";
    this.#end(new PresendError(`the worker that reads the list has stopped (${why})`), "dead");
  }

  /** Gives the list up, and with it all memory; what is still asked fails for this reason. */
  #end(reason: unknown, worker: "kept" | "renewed" | "dead" = this.#size < SMALL ? "kept" : "renewed"): void {
    if (this.#ended !== undefined) return;
    this.#ended = { reason };
    if (!prepared || waiting !== undefined || worker === "dead") {
      this.#worker.terminate();
      if (prepared) prepare();
    } else {
      // It may read the next list, which without a network no other could. Where it holds much memory, or something went
      // wrong in it, another is better.
      keep(this.#worker, { ask: "forget" });
      if (worker === "renewed") renew(this.#worker);
    }
    this.#opening.signal?.removeEventListener("abort", this.#stop);
    for (const { reject } of this.#waiting.values()) reject(reason);
    this.#waiting.clear();
  }
}
