// The package as a single file that holds the WebAssembly and fetches nothing.
import { type Load, loader } from "./load.js";

export * from "./entry.js";

/** The WebAssembly, compressed and as text; put here by tools/bundle.mjs. */
declare const PRESEND_PACKED: string;

/** Starts the WebAssembly inside this file and gives the one object that does everything. */
export const load: Load = loader(() => {
  const bytes = Uint8Array.from(atob(PRESEND_PACKED), (char) => char.charCodeAt(0));
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(unpacked).arrayBuffer();
});
