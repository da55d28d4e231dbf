// `npm run fuzz`: every fuzz target for a while, one after the other, and the table of docs/fuzzing.md.
//
//   npm run fuzz                               all targets, a minute each
//   npm run fuzz -- phone list --seconds 600   some of them, for longer
//   npm run fuzz -- --runs 1000000             by the number of executions
// @ts-check
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { cacheFolder, ensureRust, must, root, run, stop, which } from "./lib.mjs";

/** The targets in `fuzz/targets`, what goes in, and how long an input may become, in bytes. */
const TARGETS = {
  phone: { what: "a telephone number and the country it is read in", length: 64 },
  time: { what: "a time stamp", length: 64 },
  template: { what: "the JSON of a template, with options", length: 4096 },
  payload: { what: "a send payload, with the account's templates", length: 4096 },
  draft: { what: "a whole draft", length: 4096 },
  diagnose: { what: "evidence of a failure: a code, a text, JSON, cut off or escaped", length: 512 },
  list: { what: "the bytes of a contact list, with options", length: 1024 },
};
const folder = join(root, "fuzz");
const book = join(root, "docs/fuzzing.md");
const FOUND = "## What it has found";

const { values, positionals } = parseArgs({
  options: { seconds: { type: "string" }, runs: { type: "string" } },
  allowPositionals: true,
});
const names = /** @type {(keyof typeof TARGETS)[]} */ (positionals.length > 0 ? positionals : Object.keys(TARGETS));
const unknown = names.find((name) => !(name in TARGETS));
if (unknown) stop(`There is no target “${unknown}”; there are ${Object.keys(TARGETS).join(", ")}.`);
const limit = values.runs ? `-runs=${Number(values.runs)}` : `-max_total_time=${Number(values.seconds ?? 60)}`;

/** A nightly Rust, which alone can count what a run reaches, and the tool that builds with it. */
async function ensureFuzzer() {
  await ensureRust();
  const nightly = spawnSync("cargo", ["+nightly", "--version"], { encoding: "utf8" });
  if (nightly.status !== 0)
    stop(
      "Fuzzing needs a nightly Rust: rustup toolchain install nightly --profile minimal, then run this command again.",
    );
  const tool = join(cacheFolder(), "cargo-fuzz");
  process.env.PATH = `${join(tool, "bin")}:${process.env.PATH}`;
  if (!which("cargo-fuzz")) await must("cargo", ["install", "cargo-fuzz", "--locked", "--root", tool]);
  return nightly.stdout.trim();
}

/** Builds all targets; answers with the folder they are in. No sanitizer: without unsafe code there is nothing for one to find. */
async function build() {
  const { status } = await run("cargo", ["+nightly", "fuzz", "build", "--sanitizer", "none", "-O"]);
  if (status !== 0) stop("The fuzz targets do not compile.");
  const host = /^host: (.*)$/m.exec(spawnSync("rustc", ["+nightly", "-vV"], { encoding: "utf8" }).stdout)?.[1];
  return join(process.env.CARGO_TARGET_DIR ?? join(folder, "target"), String(host), "release");
}

/** @param {string} path */
const files = (path) => (existsSync(path) ? readdirSync(path) : []);

/** Runs one target at the lowest priority. @param {string} built @param {keyof typeof TARGETS} name */
async function fuzz(built, name) {
  const [seeds, artifacts] = [join(folder, "corpus", name), join(folder, "artifacts", name)];
  mkdirSync(artifacts, { recursive: true });
  await must(join(built, "seeds"), [name, seeds]);
  const before = files(artifacts);
  const { output, status } = await run(
    "nice",
    [
      ...["-n", "19", join(built, name), seeds, limit, `-artifact_prefix=${artifacts}/`],
      ...[
        `-max_len=${TARGETS[name].length}`,
        "-timeout=20",
        "-rss_limit_mb=2048",
        "-print_final_stats=1",
        "-verbosity=1",
      ],
    ],
    { RUST_BACKTRACE: "0" },
    { quiet: true },
  );
  const number = (/** @type {RegExp} */ pattern) => Number([...output.matchAll(pattern)].at(-1)?.[1] ?? 0);
  const found = files(artifacts).filter((file) => !before.includes(file));
  if (status !== 0) console.log(output.split("\n").slice(-40).join("\n"));
  const result = {
    executions: number(/stat::number_of_executed_units: (\d+)/g) || number(/^#(\d+)/gm),
    seconds: number(/Done \d+ runs in (\d+) second/g),
    edges: number(/cov: (\d+)/g),
    features: number(/ft: (\d+)/g),
    found,
  };
  console.log(`${name}: ${result.executions} executions, ${result.features} features, ${found.length} findings`);
  for (const file of found) console.log(`  ${join("fuzz/artifacts", name, file)}`);
  return { ...result, failed: status !== 0 };
}

/** The rows of the table that are there already. */
function rows() {
  const text = existsSync(book) ? readFileSync(book, "utf8") : "";
  const lines = [...text.matchAll(/^\| `(\w+)` .*$/gm)].map(
    (line) => /** @type {const} */ ([String(line[1]), line[0]]),
  );
  return {
    rows: new Map(lines),
    found: text.includes(FOUND) ? text.slice(text.indexOf(FOUND)) : `${FOUND}\n\nNothing yet.\n`,
  };
}

const toolchain = await ensureFuzzer();
const built = await build();
const kept = rows();
const today = new Date().toISOString().slice(0, 10);
const grouped = (/** @type {number} */ n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");
let failed = false;
for (const name of names) {
  const result = await fuzz(built, name);
  failed ||= result.failed;
  const cells = [
    `\`${name}\``,
    TARGETS[name].what,
    ...[result.executions, result.seconds, result.edges, result.features].map(grouped),
    result.found.length > 0 ? result.found.length : "none",
    today,
    toolchain.replace(/^cargo /, "").replace(/ \(.*? /, " ("),
  ];
  kept.rows.set(name, `| ${cells.join(" | ")} |`);
}
const all = Object.keys(TARGETS).flatMap((name) => kept.rows.get(name) ?? []);
const sum = all.reduce((sum, row) => sum + Number(row.split(" | ")[2]?.replaceAll(",", "")), 0);
const [cpu] = cpus();
writeFileSync(
  book,
  `# Fuzzing

Made by \`npm run fuzz\`, which fuzzes every target for a while; a row is that of the last run of its target. What has to hold
of every answer stands in \`tests/holds\`, and \`npm test\` asks it of the corpora and of thousands of changed cases too. Input
begins with the corpora; JSON is changed as a tree, so that it stays JSON.

| target | input | executions | seconds | edges | features | findings | date | Rust |
|---|---|---:|---:|---:|---:|---|---|---|
${all.join("\n")}

${grouped(sum)} executions in all, on ${cpus().length} cores of ${cpu?.model.trim()}, one target at a time at the lowest priority.

${kept.found}`,
);
process.exitCode = failed ? 1 : 0;
