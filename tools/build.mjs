// `npm run build`: the package in pkg/wasm and pkg/dist, and the page in www/dist.
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensurePackages, ensureRust, must, root, targetFolder } from "./lib.mjs";
import { publicTypes } from "./types.mjs";

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
  for (const name of ["presend_bg.wasm", "presend_bg.wasm.d.ts", "presend.d.ts"]) {
    copyFileSync(join(fresh, name), join(root, "pkg/wasm", name));
  }
  writeFileSync(join(root, "pkg/wasm/presend.js"), undocumented(readFileSync(join(fresh, "presend.js"), "utf8")));
  // The glue's classes can be used with `using`; not every project knows that yet.
  const types = join(root, "pkg/wasm/presend.d.ts");
  writeFileSync(types, `/// <reference lib="esnext.disposable" />\n${readFileSync(types, "utf8")}`);
  cpSync(join(fresh, "locales"), join(root, "pkg/wasm/locales"), { recursive: true });
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
    // What the compiler left apart stays apart: putting it together makes it longer after brotli, and no quicker.
    "--one-caller-inline-max-function-size=0",
    // What is computed twice is written twice, which compresses well.
    "--skip-pass=local-cse",
    "-O3",
    "--output",
    file,
    file,
  ]);
}

/** A script without what its declarations and its source say as well. @param {string} code */
function undocumented(code) {
  return code.replaceAll(/^ *(\/\*\*[\s\S]*?\*\/|\/\/.*)\n/gm, "");
}

/** Compiles the facade. */
export async function buildFacade() {
  rmSync(join(root, "pkg/dist"), { recursive: true, force: true });
  writeFileSync(join(root, "pkg/wasm/types.d.ts"), publicTypes());
  await must(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "--project", "pkg"]);
  for (const name of readdirSync(join(root, "pkg/dist")).filter((name) => name.endsWith(".js"))) {
    const file = join(root, "pkg/dist", name);
    writeFileSync(file, undocumented(readFileSync(file, "utf8")));
  }
  const { buildWorker } = await import("./bundle.mjs");
  await buildWorker();
  copyFileSync(join(root, "pkg/presend.wasm.d.ts"), join(root, "pkg/dist/presend.wasm.d.ts"));
  await tightenTemplates();
}

/** Takes comments and blanks out of the styles and templates of the elements: no bundler looks into them. */
async function tightenTemplates() {
  const { default: ts } = await import("typescript");
  const folder = join(root, "pkg/dist/elements");
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".js")) continue;
    let code = readFileSync(join(folder, name), "utf8");
    /** @type {[start: number, end: number, tight: (text: string) => string][]} */
    const texts = [];
    /** @param {import("typescript").Node} node */
    const visit = (node) => {
      if (ts.isTaggedTemplateExpression(node)) {
        const tight = { css: tightCss, html: tightHtml, svg: tightHtml }[node.tag.getText()];
        const { template } = node;
        const parts = ts.isTemplateExpression(template)
          ? [template.head, ...template.templateSpans.map(({ literal }) => literal)]
          : [template];
        if (tight) for (const part of parts) texts.push([part.getStart(), part.getEnd(), tight]);
      }
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(name, code, ts.ScriptTarget.ES2022, true));
    for (const [start, end, tight] of texts.sort((a, b) => b[0] - a[0])) {
      code = code.slice(0, start) + tight(code.slice(start, end)) + code.slice(end);
    }
    writeFileSync(join(folder, name), code);
  }
}

/** @param {string} text */
const tightCss = (text) =>
  text
    .replace(/\/\*.*?\*\//gs, "")
    .replace(/\s+/g, " ")
    .replace(/ ?([{};,>]) ?/g, "$1")
    .replace(/^` /, "`")
    .replaceAll(": ", ":")
    .replaceAll(";}", "}");

/** Lines that are broken beside a tag show nothing; elsewhere a break is a blank. One word needs no quotes. @param {string} text */
const tightHtml = (text) =>
  text
    .replace(/(?<= [\w-]+=)"([\w-]+)"(?=[ >\n])/g, "$1")
    .replace(/>\s*\n\s*/g, ">")
    .replace(/\s*\n\s*</g, "<")
    .replace(/\s*\n\s*/g, " ");

/** The rules and failures as data, for those who want to read them without running anything. */
export async function buildCatalogue() {
  const { load } = await import("presend");
  const presend = await load();
  const catalogue = { version: presend.version, rules: presend.rules(), failures: presend.failures() };
  writeFileSync(join(root, "pkg/dist/catalogue.json"), `${JSON.stringify(catalogue, undefined, 1)}\n`);
}

/** The package as it is published. */
export async function buildPackage() {
  await ensurePackages();
  await ensureRust();
  await buildWasm();
  await buildFacade();
  const { buildBundles } = await import("./bundle.mjs");
  await buildBundles();
  await buildCatalogue();
  const { buildManifest } = await import("./manifest.mjs");
  buildManifest();
}

/** The pages and the script of help centers, from the package as built. */
export async function buildPage() {
  const { build } = await import("vite");
  // The pages name the script of help centers as it was built.
  for (const mode of ["help-center", "production"]) {
    await build({ configFile: join(root, "vite.config.ts"), mode, logLevel: "warn" });
  }
  const { buildDocs } = await import("./docs.mjs");
  await buildDocs();
}

if (process.argv[1] === import.meta.filename) {
  await buildPackage();
  await buildPage();
  const { enforceBudgets, sizes, table } = await import("./sizes.mjs");
  const rows = await sizes();
  console.log(table(rows));
  enforceBudgets(rows);
}
