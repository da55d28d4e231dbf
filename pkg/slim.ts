// The package without an address of its own, for bundlers that cannot follow one and for hosts that keep the file elsewhere.
import { type Load, loader } from "./load.js";

export * from "./entry.js";

/**
 * Loads the WebAssembly from what the caller gives: a URL, a `Response`, bytes or a `WebAssembly.Module`. The file is
 * `presend/presend.wasm`. Any number of calls share one load; those after the first need no source.
 */
export const load: Load = loader(() => {
  throw new Error("presend/slim knows no address: give load() a URL, a Response, bytes or a WebAssembly.Module");
});
