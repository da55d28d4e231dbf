// The worker's side of presend/worker. tools/bundle.mjs makes it one file, so that it is the same in every bundler.
import { readList } from "./engine.js";
import { PresendError } from "./error.js";
import type { Report } from "./list.js";
import { load } from "./slim.js";
import { slices } from "./source.js";
import type { Answer, Ask } from "./worker.js";

/** What is said between the two sides; the types of the page stand in the way of those of workers. */
const page = globalThis as unknown as {
  postMessage(answer: Answer): void;
  onmessage: ((event: MessageEvent<Ask>) => void) | null;
};

let report: Report | undefined;
/** Which list is wanted: the question that opened it. */
let wanted = 0;
let feed: TransformStream<Uint8Array, Uint8Array> | undefined;
let writer: WritableStreamDefaultWriter<Uint8Array> | undefined;

page.onmessage = ({ data }) => {
  answer(data).then(
    (value) => page.postMessage({ id: data.id, value }),
    (error) => page.postMessage({ id: data.id, failed: told(error) }),
  );
};

function told(error: unknown): { message: string; path: string } {
  const { message, path } = error as PresendError;
  return error instanceof PresendError ? { message, path } : { message: String(error), path: "" };
}

async function answer(ask: Ask): Promise<unknown> {
  switch (ask.ask) {
    case "prepare":
      await load(ask.wasm);
      return;
    case "forget":
      wanted = 0;
      report?.free();
      report = undefined;
      // Whoever reads may be waiting for more.
      writer?.abort().catch(() => {});
      writer = undefined;
      return;
    case "open":
      return open(ask);
    case "feed":
      await (ask.bytes === undefined ? writer?.close() : writer?.write(ask.bytes));
      return;
    case "rows":
      return opened().rows(ask.from, ask.to);
    case "select":
      return opened().select(ask.filter);
    case "csv":
      return new Blob([...opened().pieces(ask.which, ask.options)], { type: "text/csv" });
  }
}

async function open({ id, wasm, size, blob, options, locales }: Extract<Ask, { ask: "open" }>): Promise<unknown> {
  wanted = id;
  if (blob === undefined) {
    feed = new TransformStream();
    writer = feed.writable.getWriter();
    // Where reading fails, so does writing; that is told once, by the answer to this.
    writer.closed.catch(() => {});
  }
  const pieces = blob === undefined ? pulled((feed as TransformStream<Uint8Array, Uint8Array>).readable) : slices(blob);
  const presend = await load(wasm);
  const read = await readList(presend, pieces, size, options, locales, (done) => {
    if (wanted !== id) throw closed();
    page.postMessage({ reading: id, done });
  });
  if (wanted !== id) {
    read.free();
    throw closed();
  }
  report = read;
  return read.summary;
}

const closed = () => new PresendError("the list was closed");

async function* pulled(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
}

function opened(): Report {
  if (report === undefined) throw new PresendError("the list has not been read yet");
  return report;
}
