// The package in Node, where the file is read from disk. Offers exactly what index.ts does.
import { readFile } from "node:fs/promises";
import { type Load, loader, type Source } from "./load.js";

export * from "./entry.js";

const read = async (address: URL | string): Promise<Source> =>
  /^https?:/.test(String(address))
    ? fetch(address)
    : readFile(/^file:/.test(String(address)) ? new URL(address) : address);

/** Loads the WebAssembly and gives the one object that does everything. Any number of calls share one load. */
export const load: Load = loader(() => new URL("../wasm/presend_bg.wasm", import.meta.url), read);
