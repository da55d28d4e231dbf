// `npm start`: builds what is needed, serves the page, and shows every change by itself.
import { existsSync, watch } from "node:fs";
import { join } from "node:path";
import { buildFacade, buildWasm } from "./build.mjs";
import { ensurePackages, ensureRust, root } from "./lib.mjs";

await ensurePackages();
await ensureRust();
console.log("Building; the first time takes some minutes.");
await buildWasm({ dev: true });
await buildFacade();

const { createServer } = await import("vite");
const server = await createServer({ configFile: join(root, "vite.config.ts"), server: { open: false } });
await server.listen();
server.printUrls();

/** What has changed since the last build. */
const changed = new Set();
let building = false;

async function rebuild() {
  if (building) return;
  building = true;
  while (changed.size > 0) {
    const rust = changed.delete("rust");
    changed.clear();
    const start = Date.now();
    try {
      if (rust) await buildWasm({ dev: true });
      await buildFacade();
      server.moduleGraph.invalidateAll();
      server.ws.send({ type: "full-reload" });
      console.log(`Built in ${((Date.now() - start) / 1000).toFixed(1)} s.`);
    } catch (error) {
      // The compiler has said what is wrong; the page keeps what it has until that is put right.
      console.error(String(error));
    }
  }
  building = false;
}

/** @param {string} path @param {string} kind @param {(name: string) => boolean} [counts] @param {boolean} [recursive] */
function follow(path, kind, counts = () => true, recursive = true) {
  if (!existsSync(join(root, path))) return;
  watch(join(root, path), { recursive }, (_, name) => {
    if (name !== null && !counts(name)) return;
    changed.add(kind);
    // Editors write a file in several steps.
    setTimeout(rebuild, 50);
  });
}

for (const path of ["src", "build", "build.rs", "Cargo.toml"]) follow(path, "rust");
// Not what is built there: folders that go while they are watched end the command.
const typescript = (/** @type {string} */ name) => name.endsWith(".ts");
follow("pkg/elements", "facade", typescript);
follow("pkg", "facade", typescript, false);
