// What every entry of the package offers beside its own `load()`.
export type * from "../wasm/types.js";
export { PresendError } from "./error.js";
export type { ListReport } from "./list.js";
export type { Load, Source } from "./load.js";
export type { CsvOptions } from "./pieces.js";
export type { Presend } from "./presend.js";
