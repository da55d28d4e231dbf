// The crate as packed: what is in it, and that a Rust program which has nothing to do with JavaScript can use it.
// @ts-check
import assert from "node:assert/strict";
import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root, targetFolder } from "../../tools/lib.mjs";
import { quietly, unpack } from "./harness.mjs";

test("the crate holds what it needs to be built, and nothing else", async () => {
  const said = await quietly(
    "cargo",
    ["package", "--list", "--allow-dirty", "--offline", "--package", "presend"],
    root,
  );
  const files = said.split("\n").filter((line) => line !== "" && !line.startsWith("warning:"));
  const allowed =
    /^(src\/.+\.(rs|toml|d\.ts)|src\/data\/phone\/(PhoneNumberMetadata\.xml|VERSION|README\.md)|build\/.+\.rs|build\.rs|Cargo\.(toml|toml\.orig|lock)|(README|CHANGELOG)\.md|LICENSE-(MIT|APACHE)|NOTICE|\.cargo_vcs_info\.json)$/;
  assert.deepEqual(
    files.filter((file) => !allowed.test(file)),
    [],
  );
  for (const file of [
    "LICENSE-MIT",
    "LICENSE-APACHE",
    "NOTICE",
    "README.md",
    "src/data/phone/PhoneNumberMetadata.xml",
  ]) {
    assert.ok(files.includes(file), file);
  }
  // What the build script does is in the repository, to be read.
  assert.doesNotMatch(readFileSync(join(root, "build.rs"), "utf8"), /https?:/);
});

test("a Rust program checks a message", async () => {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  await quietly("cargo", ["package", "--no-verify", "--allow-dirty", "--offline", "--package", "presend"], root);
  // Always at the same place, so that what it is built of is built once.
  const folder = join(targetFolder(), "packed");
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(import.meta.dirname, "crate"), folder, { recursive: true });
  // The versions that are tested everywhere else.
  cpSync(join(root, "Cargo.lock"), join(folder, "Cargo.lock"));
  await unpack(join(targetFolder(), `package/presend-${version}.crate`), join(folder, "presend"));
  const needed = await quietly("cargo", ["tree", "--offline", "--edges", "normal", "--prefix", "none"], folder);
  assert.doesNotMatch(needed, /wasm|js-sys|tsify/);
  const args = ["run", "--quiet", "--offline", "--target-dir", targetFolder()];
  assert.match(await quietly("cargo", args, folder), /^blocked: /m);
});
