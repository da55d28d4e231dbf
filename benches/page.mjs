// Runs a benchmark inside the browser; benches/run.mjs asks for it by name. The one of the pages looks at them from outside.
import { Bench } from "./harness.mjs";

/** @type {Record<string, () => Promise<{ default: (bench: Bench) => Promise<void> }>>} */
// @ts-expect-error: Vite puts the files here
const suites = import.meta.glob(["./*.bench.mjs", "!./page.bench.mjs"]);

/** @param {string} path */
async function file(path) {
  const response = await fetch(`/${path}`);
  if (!response.ok) throw new Error(`${path} is not there`);
  return new Uint8Array(await response.arrayBuffer());
}

Object.assign(globalThis, {
  /** @param {string} name */
  async runSuite(name) {
    const load = suites[`./${name}.bench.mjs`];
    if (!load) throw new Error(`there is no benchmark ${name}`);
    const bench = new Bench("chromium", file);
    await (await load()).default(bench);
    return bench.lines;
  },
});
