// Packs the package, and gives it to small projects of all kinds as npm would. What the projects themselves need comes from
// the registry once and is kept beside other tools, by the lock file that names it.
// @ts-check
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cacheFolder, root, run } from "../../tools/lib.mjs";

/** Runs a program of which only a failure is worth showing. @param {string} program @param {string[]} args @param {string} cwd */
export async function quietly(program, args, cwd) {
  const { status, output } = await run(program, args, { NEXT_TELEMETRY_DISABLED: "1" }, { cwd, quiet: true });
  assert.equal(status, 0, `\`${program} ${args.join(" ")}\` failed in ${cwd}:\n${output}`);
  return output;
}

/** Packs the package as it would be published. @returns {Promise<{ tarball: string, files: string[] }>} */
export async function pack() {
  const folder = mkdtempSync(join(tmpdir(), "presend-"));
  const said = await quietly("npm", ["pack", "--json", "--silent", "--pack-destination", folder], root);
  const [{ filename, files }] = JSON.parse(said.slice(said.indexOf("[")));
  return {
    tarball: join(folder, filename),
    files: files.map((/** @type {{ path: string }} */ { path }) => path).sort(),
  };
}

/** A folder with every project, the package installed from its tarball. @param {string} tarball */
export async function projects(tarball) {
  const here = join(import.meta.dirname, "projects");
  const lock = readFileSync(join(here, "package-lock.json"));
  const key = createHash("sha256").update(lock).update(process.version).digest("hex").slice(0, 16);
  const folder = join(cacheFolder(), "projects", key);
  if (!existsSync(folder)) await install(here, folder, tarball);
  for (const name of readdirSync(here, { withFileTypes: true })) {
    if (!name.isDirectory()) continue;
    rmSync(join(folder, name.name, "dist"), { recursive: true, force: true });
    cpSync(join(here, name.name), join(folder, name.name), { recursive: true });
  }
  const installed = join(folder, "node_modules/presend");
  rmSync(installed, { recursive: true, force: true });
  await unpack(tarball, installed);
  return folder;
}

/** @param {string} from @param {string} folder @param {string} tarball */
async function install(from, folder, tarball) {
  const fresh = `${folder}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  cpSync(from, fresh, { recursive: true });
  cpSync(tarball, join(fresh, "presend.tgz"));
  await quietly("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], fresh);
  // Another run may have been faster.
  if (existsSync(folder)) rmSync(fresh, { recursive: true });
  else renameSync(fresh, folder);
}

/** Unpacks, as new: builders go by the times of files. @param {string} tarball @param {string} folder */
export async function unpack(tarball, folder) {
  mkdirSync(folder, { recursive: true });
  await quietly("tar", ["-xzmf", tarball, "-C", folder, "--strip-components=1"], root);
}

/** All files under a folder, by their paths in it. @param {string} folder @returns {string[]} */
export function filesUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}
