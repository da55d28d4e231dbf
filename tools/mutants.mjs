// `npm run mutants`: changes the code a little, one place after the other, and looks whether a test notices. A change that
// none notices is a rule that nobody checks: it gets a case, or a sentence that says why there is nothing to notice.
//
//   npm run mutants                                  every module, from where the last run ended
//   npm run mutants -- src/window.rs src/rules/media.rs --minutes 30
//   npm run mutants -- src/rules/content.rs --shard 0/4     a quarter, on a machine of its own
//
// What it has found counts for as long as the module is the same; what was missed is tried again with new cases. --again
// starts anew. It works on a copy of the project, and one run after the other.
// @ts-check
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { cacheFolder, ensureRust, must, root, run, targetFolder, which } from "./lib.mjs";

/** The tests that judge rules; the quickest that know every rule. The rest is asked of what these let through. */
const QUICK = ["corpus", "messages"];
const THOROUGH = [...QUICK, "properties", "template_properties", "list"];
const MODULES = [
  "src/window.rs",
  ...readdirSync(join(root, "src/rules"))
    .sort()
    .map((name) => `src/rules/${name}`),
];
const book = join(root, "docs/mutants.md");
/** Why a change makes no difference. @type {Record<string, string>} */
const explained = JSON.parse(readFileSync(join(root, "tools/mutants.json"), "utf8"));

const { values, positionals } = parseArgs({
  options: { minutes: { type: "string" }, shard: { type: "string" }, again: { type: "boolean" } },
  allowPositionals: true,
});
const modules = positionals.length > 0 ? positionals : MODULES;
const deadline = values.minutes ? Date.now() + Number(values.minutes) * 60_000 : Number.POSITIVE_INFINITY;

await ensureRust();
const tool = join(cacheFolder(), "cargo-mutants");
process.env.PATH = `${join(tool, "bin")}:${process.env.PATH}`;
if (!which("cargo-mutants")) await must("cargo", ["install", "cargo-mutants", "--locked", "--root", tool]);

/** What is known of a module. @typedef {{ module: string, cases: string, date: string, all: number, outcomes: Record<string, string> }} Known */
const folder = join(targetFolder(), "mutants");
const memory = join(folder, "known.json");
mkdirSync(folder, { recursive: true });
/** @type {Record<string, Known>} */
const known = existsSync(memory) ? JSON.parse(readFileSync(memory, "utf8")) : {};

/** @param {string[]} paths */
const hash = (paths) =>
  paths
    .reduce((sum, path) => sum.update(readFileSync(join(root, path))), createHash("sha256"))
    .digest("hex")
    .slice(0, 16);
const tracked = (await run("git", ["ls-files"], {}, { quiet: true })).output.split("\n").filter(Boolean);
const cases = hash(tracked.filter((path) => path.startsWith("tests/") && existsSync(join(root, path))));

/** The copy in which the changes are made; what is the same is left alone, so that little is compiled anew. */
function copy() {
  const tree = join(folder, "tree");
  for (const path of tracked.filter((path) => existsSync(join(root, path)))) {
    const [from, to] = [readFileSync(join(root, path)), join(tree, path)];
    if (existsSync(to) && readFileSync(to).equals(from)) continue;
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, from);
  }
  return tree;
}

/** Every change there is to a module, named without its place, which moves. @param {string} module */
async function changes(module) {
  const { output } = await run("cargo", ["mutants", "--list", "--colors", "never", "-f", module], {}, { quiet: true });
  return output.split("\n").filter((line) => line.startsWith(module));
}

/** Asks some tests of some changes. @param {string[]} names @param {string[]} tests @param {string[]} more */
async function judge(names, tests, ...more) {
  const out = join(folder, "run");
  rmSync(out, { recursive: true, force: true });
  const exactly = names.map((name) => `^${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`).join("|");
  const file = String(names[0]?.split(":")[0]);
  const limits = ["--baseline", "skip", "--timeout", "150", "--build-timeout", "900"];
  await run(
    "nice",
    [
      ...["-n", "19", "cargo", "mutants", "--in-place", "-d", copy(), "--colors", "never", "-f", file, "--re", exactly],
      // Told to every step: behind `--` it would be for the run alone, and the build would be one of all tests.
      ...["-o", out, ...limits, ...tests.map((test) => `--cargo-arg=--test=${test}`)],
      ...more.map((argument) => `--cargo-arg=${argument}`),
    ],
    { CARGO_TARGET_DIR: join(folder, "target"), RUST_BACKTRACE: "0", PROPTEST_CASES: "64" },
  );
  const found = (/** @type {string} */ name) =>
    readFileSync(join(out, "mutants.out", name), "utf8")
      .split("\n")
      .filter(Boolean);
  return Object.fromEntries(
    ["caught", "missed", "unviable", "timeout"].flatMap((kind) => found(`${kind}.txt`).map((name) => [name, kind])),
  );
}

/** Without its place, a change keeps its name when the lines above it move. @param {string} name */
const bare = (name) => name.replace(/^([^:]+):\d+:\d+: /, "$1: ");

for (const module of modules) {
  const all = await changes(module);
  const last = known[module];
  const same = last && last.module === hash([module]) && !values.again;
  const outcomes = Object.fromEntries(
    Object.entries(same ? last.outcomes : {}).filter(([, outcome]) => outcome !== "missed" || last?.cases === cases),
  );
  const [part, parts] = (values.shard ?? "0/1").split("/").map(Number);
  let left = all.filter((name, at) => !(name in outcomes) && at % Number(parts) === part);
  // In small parts, each of which is kept when the next is ended.
  while (left.length > 0 && Date.now() < deadline) {
    const some = left.slice(0, 8);
    const first = await judge(some, QUICK);
    const survivors = some.filter((name) => first[name] === "missed");
    Object.assign(outcomes, first, survivors.length > 0 ? await judge(survivors, THOROUGH, "--lib") : {});
    left = left.slice(8);
    const date = new Date().toISOString().slice(0, 10);
    known[module] = { module: hash([module]), cases, date, all: all.length, outcomes };
    writeFileSync(memory, JSON.stringify(known, null, 1));
  }
}

/** @param {string} module */
function row(module) {
  const entry = known[module];
  if (!entry) return `| \`${module}\` | not yet | | | | | | |`;
  const all = Object.values(entry.outcomes);
  const count = (/** @type {string} */ kind) => all.filter((outcome) => outcome === kind).length;
  const missed = Object.keys(entry.outcomes).filter((name) => entry.outcomes[name] === "missed");
  const why = missed.filter((name) => bare(name) in explained).length;
  const numbers = [all.length, count("caught"), count("timeout"), count("unviable"), missed.length, why];
  return `| \`${module}\` | ${entry.all} | ${numbers.join(" | ")} | ${entry.date} |`.replace(
    `${entry.all} | ${entry.all} |`,
    `${entry.all} | all |`,
  );
}

const survivors = Object.values(known).flatMap(({ outcomes }) =>
  Object.keys(outcomes).filter((name) => outcomes[name] === "missed"),
);
const sentence = (/** @type {string} */ name) =>
  `- \`${bare(name)}\`: ${explained[bare(name)] ?? "**not explained yet**"}`;
writeFileSync(
  book,
  `# Mutation testing

Made by \`npm run mutants\`: every operator, comparison and answer of the modules that hold the rules is changed, one at a time,
and the tests run. *Caught*: a test failed. *Timeout*: it did not come to an end, which is noticed too. *Unviable*: it does not
compile. *Missed*: every test passed; such a change gets a case, or a sentence below. Not every change need have been tried:
the command takes up where it ended.

| module | changes | tried | caught | timeout | unviable | missed | of these explained | date |
|---|---:|---:|---:|---:|---:|---:|---:|---|
${[...new Set([...MODULES, ...Object.keys(known)])].map(row).join("\n")}

## What was missed

${survivors.length > 0 ? [...new Set(survivors.map(sentence))].sort().join("\n") : "Nothing."}
`,
);
const open = survivors.filter((name) => !(bare(name) in explained));
console.log(`${survivors.length} missed, ${open.length} of them without a case or an explanation: see docs/mutants.md`);
process.exitCode = open.length > 0 ? 1 : 0;
