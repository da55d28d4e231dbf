// The browser engines that tests run in, each with the program that drives it.
// @ts-check
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cacheFolder, root, run, stop, which } from "./lib.mjs";

/** @typedef {"chromium" | "firefox" | "webkit"} Engine */
/**
 * @typedef {object} Found
 * @property {Engine} engine
 * @property {string} browser the program that shows pages
 * @property {string} driver the program that is told over WebDriver what to do with it
 * @property {string} version
 */

export const TITLE = { chromium: "Chromium", firefox: "Firefox", webkit: "WebKitGTK" };

/** Page tests that run in Chromium alone, each with its reason. @type {Record<string, string>} */
export const ALONE = {
  "axe.test.mjs":
    "axe-core reads the tree and the styles, which are the same in every engine, and takes longer than all else",
  "speed.test.mjs": "it reads the trace of Chromium",
};

/** How wasm-bindgen's test runner is told of a driver: the one for Safari is spoken to as any other is. */
const DRIVER_VARIABLES = { chromium: "CHROMEDRIVER", firefox: "GECKODRIVER", webkit: "SAFARIDRIVER" };

/** The browser of WebKitGTK that lets itself be driven: it lies beside the library, in a folder with its version. */
const miniBrowser = () => {
  const { stdout } = spawnSync(
    "sh",
    ["-c", "ls /usr/lib*/*/webkit*gtk-*/MiniBrowser /usr/lib*/webkit*gtk-*/MiniBrowser"],
    {
      encoding: "utf8",
    },
  );
  return stdout?.split("\n").filter(Boolean).at(-1);
};

/** @type {Record<Engine, { packages: string[], crate?: string, browser: () => string | undefined, driver: () => string | undefined, needs?: string }>} */
const ENGINES = {
  chromium: {
    packages: ["chromium", "chromium-driver"],
    browser: () =>
      process.env.PRESEND_CHROMIUM ?? ["chromium", "chromium-browser", "google-chrome"].map(which).find(Boolean),
    driver: () => process.env.CHROMEDRIVER ?? which("chromedriver"),
  },
  firefox: {
    packages: ["firefox-esr"],
    // Debian has the browser, but not what drives it.
    crate: "geckodriver",
    browser: () => process.env.PRESEND_FIREFOX ?? ["firefox-esr", "firefox"].map(which).find(Boolean),
    driver: () =>
      process.env.GECKODRIVER ??
      which("geckodriver") ??
      [join(cacheFolder(), "geckodriver/bin/geckodriver")].find((path) => existsSync(path)),
  },
  webkit: {
    packages: ["webkit2gtk-driver", "xvfb"],
    browser: miniBrowser,
    driver: () => process.env.WEBKITDRIVER ?? which("WebKitWebDriver"),
    // It has no mode without a screen.
    needs: "Xvfb",
  },
};

const INSTALL = `sudo apt-get install ${Object.values(ENGINES)
  .flatMap(({ packages }) => packages)
  .join(" ")}`;

export const NAMES = /** @type {Engine[]} */ (Object.keys(ENGINES));

/** @param {string} program @param {string[]} args */
const versionOf = (program, ...args) =>
  spawnSync(program, args, { encoding: "utf8" }).stdout?.match(/\d+(\.\d+)+/)?.[0] ?? "unknown";

/** Looks for an engine on this machine. @param {Engine} engine @returns {Found | undefined} */
export function findEngine(engine) {
  const { browser: findBrowser, driver: findDriver, needs } = ENGINES[engine];
  const [browser, driver] = [findBrowser(), findDriver()];
  if (!browser || !driver || (needs && !which(needs))) return undefined;
  // Neither program of WebKitGTK tells its version without a screen.
  const version =
    engine === "webkit" ? versionOf("dpkg-query", "-W", "webkit2gtk-driver") : versionOf(browser, "--version");
  return { engine, browser, driver, version };
}

/**
 * Looks for an engine, and installs what is missing where that can be done without asking.
 * @param {Engine} engine @returns {Promise<Found | undefined>}
 */
export async function ensureEngine(engine) {
  const { packages, crate, browser, driver, needs } = ENGINES[engine];
  if (
    (!browser() || (!crate && !driver()) || (needs && !which(needs))) &&
    which("apt-get") &&
    process.getuid?.() === 0
  ) {
    // A mirror that does not answer may cost a minute, not the whole run.
    const patience = ["-o", "Acquire::http::Timeout=20", "-o", "Acquire::Retries=1"];
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    await run("apt-get", ["update", "-qq", ...patience], env, { quiet: true });
    await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...patience, ...packages], env, {
      quiet: true,
    });
  }
  if (crate && browser() && !driver()) {
    // Unoptimised: it only hands on what it is told, and is ready in a third of the time.
    await run("cargo", ["install", crate, "--locked", "--debug", "--root", join(cacheFolder(), crate)]);
  }
  return findEngine(engine);
}

/** How the browser is to look at the page: a program of its own for each. @typedef {{ dark: boolean, still: boolean }} Look */

/** @param {Found} found @param {Look} look @param {string} [downloads] the folder in which it saves files without asking */
export function capabilities({ engine, browser }, { dark, still }, downloads) {
  if (engine === "webkit") {
    return { browserName: "MiniBrowser", "webkitgtk:browserOptions": { binary: browser, args: ["--automation"] } };
  }
  if (engine === "chromium") {
    return {
      browserName: "chrome",
      "goog:chromeOptions": { binary: browser, args: ["--headless=new", "--no-sandbox"] },
    };
  }
  return {
    browserName: "firefox",
    "moz:firefoxOptions": {
      binary: browser,
      args: ["-headless"],
      prefs: {
        "intl.accept_languages": "en-GB",
        "layout.css.prefers-color-scheme.content-override": dark ? 0 : 1,
        "ui.prefersReducedMotion": still ? 1 : 0,
        // Tests read what was copied, without anybody to ask.
        "dom.events.testing.asyncClipboard": true,
        ...(downloads && { "browser.download.folderList": 2, "browser.download.dir": downloads }),
      },
    },
  };
}

/**
 * What a program sees around it.
 * @param {Engine} engine @param {Look} look @param {string} folder for its settings
 * @param {string} [downloads] the folder in which it saves files
 */
export function surroundings(engine, { dark, still }, folder, downloads) {
  const env = { ...process.env, TZ: "Europe/Berlin" };
  if (engine !== "webkit") return env;
  const settings = join(folder, "gtk-3.0");
  mkdirSync(settings, { recursive: true });
  writeFileSync(join(settings, "settings.ini"), `[Settings]\ngtk-enable-animations=${still ? 0 : 1}\n`);
  if (downloads) writeFileSync(join(folder, "user-dirs.dirs"), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
  return {
    ...env,
    XDG_CONFIG_HOME: folder,
    GDK_BACKEND: "x11",
    GTK_THEME: dark ? "Adwaita:dark" : "Adwaita",
    LIBGL_ALWAYS_SOFTWARE: "1",
    // Its sandbox needs rights that containers do not give; it shows nothing but our own pages.
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
  };
}

/**
 * The engines that tests can run in here, printed; ends the command where there is none.
 * @param {{ install: boolean, asked?: string[] }} options
 */
export async function availableEngines({ install, asked = [] }) {
  const found = [];
  for (const engine of NAMES.filter((name) => asked.length === 0 || asked.includes(name))) {
    const one = install ? await ensureEngine(engine) : findEngine(engine);
    console.log(`${TITLE[engine]}: ${one ? one.version : "not here"}`);
    if (one) found.push(one);
  }
  if (found.length === 0) stop(`No engine to test in: on Debian and Ubuntu, ${INSTALL}.`);
  return found;
}

/** The test files of a folder. @param {string} folder */
export const testsIn = (folder) => readdirSync(join(root, folder)).filter((name) => name.endsWith(".test.mjs"));

/** Runs test files of a folder. @param {string} folder @param {string[]} [names] @param {Record<string, string>} [env] */
export const nodeTests = (folder, names = testsIn(folder), env = {}) =>
  run(process.execPath, ["--test", "--test-reporter=spec", ...names.map((name) => join(folder, name))], env);

/** The page tests that run in an engine. @param {Engine} engine */
export const pagesOf = (engine) => testsIn("tests/page").filter((name) => engine === "chromium" || !(name in ALONE));

/** Runs the page tests in an engine. @param {Found} found */
export const pageIn = ({ engine }) => nodeTests("tests/page", pagesOf(engine), { PRESEND_ENGINE: engine });

/** The Rust browser tests in an engine. @param {Found} found @param {string} runner wasm-bindgen's */
export async function rustIn(found, runner) {
  const { engine, driver } = found;
  const folder = mkdtempSync(join(tmpdir(), "presend-rust-"));
  const look = { dark: false, still: false };
  writeFileSync(join(folder, "webdriver.json"), JSON.stringify(capabilities(found, look)));
  const screen = engine === "webkit" ? await startScreen() : undefined;
  const drivers = Object.fromEntries(Object.values(DRIVER_VARIABLES).map((name) => [name, undefined]));
  try {
    return await run("cargo", ["test", "--target", "wasm32-unknown-unknown", "--test", "browser"], {
      ...surroundings(engine, look, folder),
      ...drivers,
      ...(screen && { DISPLAY: screen.display }),
      CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: runner,
      // Unoptimised code in a browser without a graphics card, on a machine that may be busy.
      WASM_BINDGEN_TEST_TIMEOUT: "300",
      WASM_BINDGEN_TEST_WEBDRIVER_JSON: join(folder, "webdriver.json"),
      [DRIVER_VARIABLES[engine]]: driver,
    });
  } finally {
    screen?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A port that nobody listens at. @returns {Promise<number>} */
export const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });

/**
 * Starts a screen that nobody sees.
 * @returns {Promise<{ display: string, close: () => void }>}
 */
export function startScreen() {
  // It looks for a free number by itself and writes it to the third file.
  const screen = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1600x1400x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  return new Promise((resolve, reject) => {
    screen.once("error", reject);
    screen.once("exit", () => reject(new Error("Xvfb did not start")));
    screen.stdio[3]?.once("data", (number) =>
      resolve({ display: `:${String(number).trim()}`, close: () => screen.kill() }),
    );
  });
}
