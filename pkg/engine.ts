// Big work in small steps: reads a list piece by piece and lets others have their turn in between.
import type { ListOptions } from "../wasm/types.js";
import { Reading, type Report } from "./list.js";
import { Calls, type Presend } from "./presend.js";

/** Reads a list piece by piece; `each` is told after every piece how far it is, and may wait or throw. */
export async function readList(
  presend: Presend,
  pieces: AsyncIterable<Uint8Array>,
  size: number,
  options: ListOptions,
  locales: string[],
  each: (done: number) => void | Promise<void>,
): Promise<Report> {
  for (const pack of locales) presend.addLocale(pack);
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
