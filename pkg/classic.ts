// The package and its elements as one classic script, for pages that take no modules, such as help centers.
// Its exports become the members of the global `presend`.
export * from "./elements/index.js";
export * from "./index.js";
