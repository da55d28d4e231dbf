// How the classic script finds the WebAssembly: beside itself. It takes the place of index.ts there.
import { type Load, loader } from "./load.js";

export * from "./entry.js";

/** What the file has to be, so that the hash in the page's script tag vouches for it, too; put here by tools/bundle.mjs. */
declare const PRESEND_INTEGRITY: string;

// Known only while the script runs for the first time.
const script = document.currentScript as HTMLScriptElement;

/** Loads the WebAssembly and gives the one object that does everything. Any number of calls share one load. */
export const load: Load = loader(() =>
  fetch(new URL("../wasm/presend_bg.wasm", script.src), { integrity: PRESEND_INTEGRITY }),
);
