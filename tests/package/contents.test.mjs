// What is in the npm package, under which licences, and what its making runs.
// @ts-check
import assert from "node:assert/strict";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { root } from "../../tools/lib.mjs";
import { thirdParty } from "../../tools/licences.mjs";
import { pack, quietly } from "./harness.mjs";

/** @param {string} file */
const read = (file) => readFileSync(join(root, file), "utf8");
const manifest = JSON.parse(read("package.json"));

/** @type {{ tarball: string, files: string[] }} */
let packed;
before(async () => {
  packed = await pack();
});
after(() => rmSync(dirname(packed.tarball), { recursive: true }));

test("the package holds what its entries name, its licences, and nothing else", () => {
  const { files } = packed;
  const allowed =
    /^(pkg\/dist\/[\w./-]+\.(js|d\.ts)|pkg\/dist\/(catalogue|custom-elements)\.json|pkg\/wasm\/(presend\.js|presend\.d\.ts|types\.d\.ts|presend_bg\.wasm)|pkg\/wasm\/locales\/[\w-]+\.(js|d\.ts)|package\.json|(README|CHANGELOG)\.md|LICENSE-(MIT|APACHE)|NOTICE|THIRD-PARTY\.txt)$/;
  assert.deepEqual(
    files.filter((file) => !allowed.test(file)),
    [],
  );
  for (const file of ["LICENSE-MIT", "LICENSE-APACHE", "NOTICE", "THIRD-PARTY.txt", "CHANGELOG.md", "README.md"]) {
    assert.ok(files.includes(file), file);
  }
  /** @param {unknown} entry @returns {string[]} */
  const targets = (entry) =>
    typeof entry === "string" ? [entry] : Object.values(/** @type {object} */ (entry)).flatMap(targets);
  for (const target of targets(manifest.exports)) {
    const pattern = new RegExp(`^${target.slice(2).replaceAll(".", "\\.").replace("*", "[\\w.-]+")}$`);
    assert.ok(
      files.some((file) => pattern.test(file)),
      target,
    );
  }
});

test("one version everywhere", () => {
  const { version } = manifest;
  assert.match(read("Cargo.toml"), new RegExp(`^version = "${version.replaceAll(".", "\\.")}"$`, "m"));
  assert.match(read("CHANGELOG.md"), new RegExp(`^## ${version.replaceAll(".", "\\.")}\\b`, "m"));
  assert.equal(JSON.parse(read("pkg/dist/catalogue.json")).version.package, version);
});

test("installing runs nothing, and works on the machines that are promised", () => {
  for (const script of ["preinstall", "install", "postinstall", "prepare"])
    assert.equal(manifest.scripts[script], undefined);
  assert.deepEqual([manifest.type, manifest.engines.node], ["module", ">=20.19"]);
});

test("what we build and test with runs nothing by being installed, and our build script fetches nothing", () => {
  assert.match(read(".npmrc"), /^ignore-scripts=true$/m);
  const locks = ["package-lock.json", "tests/package/projects/package-lock.json"].map((lock) => JSON.parse(read(lock)));
  const packages = locks.flatMap((lock) => Object.entries(lock.packages));
  const scripted = packages.filter(([, { hasInstallScript }]) => hasInstallScript);
  // Both would only look for a faster form of themselves, and work without. Another one that comes in is read first.
  assert.deepEqual(scripted.map(([name]) => name).sort(), ["node_modules/esbuild", "node_modules/rs-module-lexer"]);
  assert.ok(
    scripted.every(([, { dev, devOptional }]) => dev || devOptional),
    "none of them reaches users",
  );
  const sources = readdirSync(join(root, "build"), { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".rs"),
  );
  for (const source of ["build.rs", ...sources.map((name) => `build/${name}`)])
    assert.doesNotMatch(read(source), /std::net|Command|TcpStream|reqwest|ureq|curl/, source);
});

test("THIRD-PARTY.txt is what `npm run licences` writes", async () => {
  assert.equal(read("THIRD-PARTY.txt"), await thirdParty());
});

test("deny.toml lists the licences and build scripts in use, no more and no fewer", async () => {
  const deny = read("deny.toml");
  /** @param {string} name */
  const list = (name) =>
    [...(new RegExp(`^${name} = \\[([^\\]]*)\\]`, "m").exec(deny)?.[1] ?? "").matchAll(/"([^"]+)"/g)].map(([, one]) =>
      String(one),
    );
  const scripts = new Set();
  const licences = new Set();
  for (const target of list("targets")) {
    const args = [
      "metadata",
      "--format-version=1",
      "--offline",
      "--locked",
      "--all-features",
      "--filter-platform",
      target,
    ];
    const said = await quietly("cargo", args, root);
    for (const one of JSON.parse(said.slice(said.indexOf("{"))).packages) {
      if (one.targets.some((/** @type {any} */ { kind }) => kind.includes("custom-build"))) scripts.add(one.name);
      if (one.license) licences.add(one.license);
    }
  }
  assert.deepEqual([...scripts].sort(), list("allow-build-scripts"));
  const allow = list("allow");
  /** Whether a choice or sum of licences is covered by the allowed ones. @param {string} licence @returns {boolean} */
  const covered = (licence) =>
    licence
      .split(/ AND /)
      .every((part) => part.split(/ OR |\s*\/\s*/).some((one) => allow.includes(one.replace(/[()]/g, ""))));
  for (const licence of licences) assert.ok(covered(licence), licence);
  for (const one of allow)
    assert.ok(
      [...licences].some((licence) => licence.includes(one)),
      one,
    );
});
