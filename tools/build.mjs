// `npm run build`: the package in pkg/wasm and pkg/dist, and the page in www/dist.
import { copyFileSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { ensurePackages, ensureRust, must, root, targetFolder } from "./lib.mjs";

const WASM = join(root, "pkg/wasm/presend_bg.wasm");

/** Compiles the Rust and makes the glue. @param {{ dev?: boolean }} options dev: quickly, for looking at it */
export async function buildWasm({ dev = false } = {}) {
  const profile = dev ? "wasm-dev" : "release";
  await must("cargo", [
    "build",
    "--quiet",
    "--lib",
    "--target",
    "wasm32-unknown-unknown",
    "--features",
    "wasm",
    "--profile",
    profile,
  ]);
  await must("cargo", ["build", "--quiet", "--package", "presend-bindgen"]);
  const target = targetFolder();
  const fresh = join(target, "presend-wasm");
  rmSync(fresh, { recursive: true, force: true });
  await must(join(target, "debug/presend-bindgen"), [
    join(target, "wasm32-unknown-unknown", profile, "presend.wasm"),
    fresh,
  ]);
  if (!dev) await optimise(join(fresh, "presend_bg.wasm"));
  // Written in place and only when complete, so that a page being served never sees half of it.
  mkdirSync(join(root, "pkg/wasm"), { recursive: true });
  for (const name of ["presend_bg.wasm", "presend_bg.wasm.d.ts", "presend.d.ts", "presend.js"]) {
    copyFileSync(join(fresh, name), join(root, "pkg/wasm", name));
  }
}

/** @param {string} file */
async function optimise(file) {
  // Named one by one: with all features it would write what browsers do not read yet.
  const features = [
    "bulk-memory",
    "reference-types",
    "nontrapping-float-to-int",
    "sign-ext",
    "mutable-globals",
    "multivalue",
  ];
  await must(process.execPath, [
    join(root, "node_modules/binaryen/bin/wasm-opt"),
    ...features.map((feature) => `--enable-${feature}`),
    // Cutting the data at its zeros costs 13 % after brotli.
    "--skip-pass=memory-packing",
    "-O3",
    "--output",
    file,
    file,
  ]);
}

/** Compiles the facade. */
export async function buildFacade() {
  rmSync(join(root, "pkg/dist"), { recursive: true, force: true });
  await must(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "--project", "pkg"]);
}

/** The package as it is published. */
export async function buildPackage() {
  await ensurePackages();
  await ensureRust();
  await buildWasm();
  await buildFacade();
  const bytes = readFileSync(WASM);
  const sizes = {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes).length,
  };
  console.log(
    `presend_bg.wasm: ${Object.entries(sizes)
      .map(([how, size]) => `${(size / 1000).toFixed(1)} kB ${how}`)
      .join(", ")}`,
  );
}

/** The page, from the package as built. */
export async function buildPage() {
  const { build } = await import("vite");
  await build({ configFile: join(root, "vite.config.ts"), logLevel: "warn" });
}

if (process.argv[1] === import.meta.filename) {
  await buildPackage();
  await buildPage();
}
