// The package in browsers and bundlers.
import { type Load, loader } from "./load.js";

export * from "./entry.js";

/** Loads the WebAssembly and gives the one object that does everything. Any number of calls share one load. */
export const load: Load = loader(() => new URL("../wasm/presend_bg.wasm", import.meta.url));
