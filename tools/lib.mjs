// What the commands share: running programs, and making sure that what they need is there.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** The version that `Cargo.toml` fixes for everything that speaks wasm-bindgen's private language. */
export const BINDGEN = "0.2.130";

/** Ends the command with one sentence that says what to do. @param {string} sentence @returns {never} */
export function stop(sentence) {
  console.error(`\n${sentence}`);
  process.exit(1);
}

/** @param {string} name @returns {string | undefined} the place of a program */
export function which(name) {
  const ends = process.platform === "win32" ? [".exe", ".cmd", ""] : [""];
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.flatMap((folder) => ends.map((end) => join(folder, name + end))).find((path) => existsSync(path));
}

/**
 * Runs a program to its end, showing what it prints unless that is only worth showing when it fails.
 * @param {string} program @param {string[]} args @param {NodeJS.ProcessEnv} [env]
 * @param {{ cwd?: string, quiet?: boolean }} [options]
 * @returns {Promise<{ status: number, output: string }>}
 */
export function run(program, args, env = {}, { cwd = root, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      // npm is a script on Windows.
      shell: process.platform === "win32" && program === "npm",
    });
    let output = "";
    for (const [from, to] of /** @type {const} */ ([
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ])) {
      from.on("data", (part) => {
        output += part;
        if (!quiet) to.write(part);
      });
    }
    child.on("error", reject);
    child.on("close", (status) => resolve({ status: status ?? 1, output }));
  });
}

/** Runs a program that has to succeed. @param {string} program @param {string[]} args @param {Record<string, string>} [env] */
export async function must(program, args, env) {
  const { status, output } = await run(program, args, env);
  if (status !== 0) throw new Error(`\`${program} ${args.join(" ")}\` failed`);
  return output;
}

/** Installs what npm installs, when it is missing or older than the lock file. */
export async function ensurePackages() {
  const installed = join(root, "node_modules/.package-lock.json");
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs) return;
  await must("npm", ["ci", "--no-audit", "--no-fund"]);
}

/** Rust, with the target that browsers run. */
export async function ensureRust() {
  // rustup's installer adds this folder only to the shells that are started after it.
  process.env.PATH += delimiter + join(process.env.CARGO_HOME ?? join(homedir(), ".cargo"), "bin");
  if (!which("cargo")) stop("Rust is missing: install it from https://rustup.rs, then run this command again.");
  const sysroot = spawnSync("rustc", ["--print", "sysroot"], { cwd: root, encoding: "utf8" }).stdout.trim();
  if (existsSync(join(sysroot, "lib/rustlib/wasm32-unknown-unknown"))) return;
  if (!which("rustup"))
    stop("This Rust cannot compile for browsers: install the target wasm32-unknown-unknown for it.");
  await must("rustup", ["target", "add", "wasm32-unknown-unknown"]);
}

/** A folder for tools that are worth keeping between clones. */
export function cacheFolder() {
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "presend");
}

/** The program that runs `wasm-bindgen-test`. @returns {Promise<string>} */
export async function ensureTestRunner() {
  const name = process.platform === "win32" ? "wasm-bindgen-test-runner.exe" : "wasm-bindgen-test-runner";
  const folder = join(cacheFolder(), `wasm-bindgen-${BINDGEN}`);
  const fits = (/** @type {string | undefined} */ path) =>
    path && spawnSync(path, ["--version"], { encoding: "utf8" }).stdout?.includes(BINDGEN) ? path : undefined;
  const found = fits(which("wasm-bindgen-test-runner")) ?? fits(join(folder, "bin", name));
  if (found) return found;
  // Unoptimised: it only hands files to the browser, and is ready in a third of the time.
  await must("cargo", [
    "install",
    "wasm-bindgen-cli",
    "--version",
    BINDGEN,
    "--debug",
    "--bin",
    "wasm-bindgen-test-runner",
    "--root",
    folder,
  ]);
  return join(folder, "bin", name);
}

/** A browser and the driver that belongs to it. */
export async function ensureBrowser() {
  const find = () => ({
    browser: process.env.PRESEND_CHROMIUM ?? ["chromium", "chromium-browser", "google-chrome"].map(which).find(Boolean),
    driver: process.env.CHROMEDRIVER ?? which("chromedriver"),
  });
  let { browser, driver } = find();
  if ((!browser || !driver) && which("apt-get") && process.getuid?.() === 0) {
    await run("apt-get", ["update", "-qq"]);
    await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium", "chromium-driver"], {
      DEBIAN_FRONTEND: "noninteractive",
    });
    ({ browser, driver } = find());
  }
  if (!browser || !driver) {
    stop(
      "A browser is missing: install Chromium and its driver (on Debian and Ubuntu: sudo apt-get install chromium chromium-driver), then run this command again.",
    );
  }
  return { browser, driver };
}

/** Where cargo puts what it builds. */
export function targetFolder() {
  const { stdout } = spawnSync("cargo", ["metadata", "--format-version=1", "--no-deps", "--offline"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return /** @type {string} */ (JSON.parse(stdout).target_directory);
}
