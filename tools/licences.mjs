// `npm run licences`: writes THIRD-PARTY.txt, the licences of everything that is inside the files of the package: the Rust
// crates in the .wasm, and what the single-file builds contain.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root, run } from "./lib.mjs";

const FILE = join(root, "THIRD-PARTY.txt");

/** @typedef {{ name: string, version: string, licence: string, folder: string }} Part */

/** The crates that are compiled into the .wasm. @returns {Promise<Part[]>} */
async function crates() {
  const args = ["metadata", "--format-version=1", "--offline", "--locked", "--features=wasm"];
  const { output, status } = await run(
    "cargo",
    [...args, "--filter-platform=wasm32-unknown-unknown"],
    {},
    { quiet: true },
  );
  if (status !== 0) throw new Error(output);
  const { packages, resolve } = JSON.parse(output.slice(output.indexOf("{")));
  const byId = new Map(packages.map((/** @type {any} */ one) => [one.id, one]));
  const nodes = new Map(resolve.nodes.map((/** @type {any} */ node) => [node.id, node]));
  const own = packages.find((/** @type {any} */ one) => one.name === "presend").id;
  const seen = new Set();
  const follow = (/** @type {string} */ id) => {
    // Macros run while compiling and leave nothing of themselves.
    if (seen.has(id) || byId.get(id).targets.some((/** @type {any} */ target) => target.kind.includes("proc-macro")))
      return;
    seen.add(id);
    for (const { pkg, dep_kinds } of nodes.get(id).deps) {
      if (dep_kinds.some((/** @type {any} */ { kind }) => kind === null)) follow(pkg);
    }
  };
  follow(own);
  seen.delete(own);
  return [...seen].map((id) => {
    const { name, version, license, manifest_path } = byId.get(id);
    return { name, version, licence: license, folder: dirname(manifest_path) };
  });
}

/** The npm packages that the classic scripts contain. @param {string} name @param {Map<string, Part>} [found] @returns {Part[]} */
function modules(name, found = new Map()) {
  const folder = join(root, "node_modules", name);
  const { version, license, dependencies = {} } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  // Types leave nothing of themselves, and the DOM for servers is only for servers.
  if (found.has(name) || name.startsWith("@types/") || name === "@lit-labs/ssr-dom-shim") return [];
  found.set(name, { name, version, licence: license, folder });
  for (const next of Object.keys(dependencies)) modules(next, found);
  return [...found.values()];
}

/** The text of a licence: of several to choose from, the MIT one. @param {Part} part */
function text({ name, folder }) {
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying)/i.test(file));
  const file = files.find((file) => /mit/i.test(file)) ?? files[0];
  if (!file) throw new Error(`${name} comes without the text of its licence`);
  return readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim();
}

/** What THIRD-PARTY.txt has to say. @returns {Promise<string>} */
export async function thirdParty() {
  const parts = [...(await crates()), ...modules("lit")].sort((a, b) => (a.name < b.name ? -1 : 1));
  /** @type {Map<string, Part[]>} */
  const byText = new Map();
  for (const part of parts) byText.set(text(part), [...(byText.get(text(part)) ?? []), part]);
  const rule = "-".repeat(80);
  return [
    "Made by `npm run licences`: do not edit.",
    "",
    "presend contains parts of the following works. Data and trademarks are in NOTICE. The .wasm also contains parts of the",
    "Rust standard library, copyright The Rust Project Developers, MIT or Apache 2.0 (LICENSE-APACHE).",
    ...[...byText].flatMap(([licence, of]) => [
      "",
      rule,
      ...of.map(({ name, version, licence }) => `${name} ${version} (${licence})`),
      rule,
      "",
      licence,
    ]),
    "",
  ].join("\n");
}

if (process.argv[1] === import.meta.filename) writeFileSync(FILE, await thirdParty());
