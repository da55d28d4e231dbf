// Opens the built page in a real browser, served from a folder as any web space would.
// @ts-check
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before as beforeAll, beforeEach } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { ensureEngine } from "../../tools/engines.mjs";
import { serve } from "../../tools/serve.mjs";
import * as webdriver from "./webdriver.mjs";

export const folder = fileURLToPath(new URL("../../www/dist", import.meta.url));

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The engine that the tests run in. */
export const engine = /** @type {import("../../tools/engines.mjs").Engine} */ (
  process.env.PRESEND_ENGINE ?? "chromium"
);

/** @returns {Promise<import("playwright-core").Browser>} */
export async function launch() {
  const found = await ensureEngine(engine);
  assert.ok(found, `${engine} is not installed`);
  if (engine === "chromium") return chromium.launch({ executablePath: found.browser, args: ["--no-sandbox"] });
  const browser = await webdriver.launch(found);
  return /** @type {any} */ (browser);
}

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("playwright-core").BrowserContextOptions} Reader what the browser tells of itself and of who sits there */
/**
 * @typedef {Parameters<typeof serve>[1] & { page?: Reader, site?: string, file?: string, hash?: string, at?: string,
 *   ready?: string, before?: (page: Page) => Promise<unknown>, timeout?: number, allow?: RegExp }} Options
 *   site: the folder that is served; file: which page of it; at: the time that the page's clock starts at; ready: what has to be there; before: what to do before
 *   the page is opened; timeout: how long to wait for anything, in milliseconds; allow: errors that belong to the test
 */

/** A page that nothing is open in yet. @param {import("playwright-core").Browser} browser @param {Reader} [reader] */
async function blank(browser, reader) {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    ...reader,
  });
  /** @type {string[]} */
  const errors = [];
  /** @type {string[]} */
  const requests = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("request", (request) => requests.push(request.url()));
  // Some violations are told to the page alone.
  await page.addInitScript(() =>
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
      console.error(`against the policy: ${violatedDirective} ${blockedURI}`),
    ),
  );
  const { gate } = /** @type {{ gate?: import("../../tools/serve.mjs").Gate }} */ (page);
  return { page, gate, errors, requests, close: () => page.close() };
}

/** @param {import("playwright-core").Browser} browser @param {Options} options */
async function open(browser, options) {
  const { page: reader, site = folder, file = "", hash = "", at } = options;
  const { ready = "presend-check .answer", before, timeout, ...served } = options;
  const { page, gate, errors, requests, close: leave } = await blank(browser, reader);
  const { url, close: stop } = await serve(site, { ...served, ...(gate && { gate }) });
  // A browser that died leaves nothing that could be left in order.
  const close = () => leave().finally(stop);
  if (at) await page.clock.install({ time: new Date(at) });
  page.setDefaultTimeout(timeout ?? 8000);
  try {
    await before?.(page);
    await page.goto(url + file + hash);
    await page.locator(ready).first().waitFor();
  } catch (error) {
    await close();
    if (error instanceof webdriver.Unsupported) throw error;
    throw new Error(`${error}\n${errors.join("\n")}`);
  }
  return { page, errors, requests, close };
}

/**
 * What the tests of one file need: a browser for all of them, and pages in it.
 * @param {Options} [defaults] how its pages are opened where a test does not say otherwise
 */
export function inBrowser(defaults) {
  /** @type {import("playwright-core").Browser} */
  let browser;
  beforeAll(async () => {
    browser = await launch();
  });
  after(() => browser?.close());
  /** @type {import("node:test").TestContext} */
  let running;
  beforeEach((context) => {
    running = /** @type {import("node:test").TestContext} */ (context);
  });

  const opened = (/** @type {Options} */ options = {}) => open(browser, { ...defaults, ...options });
  /** Skips the running test where it asks for what cannot be done with this engine. @param {() => Promise<unknown>} work */
  const wherePossible = async (work) => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof webdriver.Unsupported)) throw error;
      running.skip(error.message);
    }
  };
  return {
    open: opened,
    blank: (/** @type {Reader} */ reader = {}) => blank(browser, reader),
    wherePossible,
    /**
     * Opens a page, works on it and closes it; meanwhile the page may not tell of an error.
     * @param {(page: Page, requests: string[]) => Promise<unknown>} work @param {Options} [options]
     */
    onPage: (work, options) =>
      wherePossible(async () => {
        const { page, errors, requests, close } = await opened(options);
        try {
          await work(page, requests);
          // What the page told last is on its way.
          await page.evaluate(() => 0);
          assert.deepEqual(
            errors.filter((error) => !options?.allow?.test(error)),
            [],
          );
        } finally {
          await close();
        }
      }),
  };
}

/** Waits until something stands so near to the top of the window: scrolling takes its time. @param {import("playwright-core").Locator} element @param {number} [most] in pixels */
export async function comesUp(element, most = 300) {
  let y;
  for (let i = 0; i < 60; i++) {
    y = (await element.boundingBox())?.y;
    if (y !== undefined && y >= 0 && y < most) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  assert.fail(`it stands at ${y}`);
}

/** The answer to a failure is open, and stands where a reader of 900 pixels sees it. @param {Page} page @param {string} id */
export async function inSight(page, id) {
  const answer = page.locator(`#${id} .summary`).first();
  await answer.waitFor();
  await comesUp(answer, 900);
  assert.ok(((await answer.boundingBox())?.y ?? 0) > 0);
}

/** What axe-core has to complain of. @param {import("playwright-core").Page} page */
export async function complaints(page) {
  // It reads the tree and the styles, which are the same in every engine, and takes longer than all else.
  if (engine !== "chromium") return [];
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  return page.evaluate(async () => {
    // What lies half under a line that sticks would be taken for too small.
    scrollTo(0, 0);
    const { violations } = await /** @type {any} */ (window).axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    });
    return violations.flatMap((/** @type {any} */ { id, nodes }) =>
      nodes.map((/** @type {any} */ node) => `${id}: ${node.target.flat().join(" ")} ${node.failureSummary}`),
    );
  });
}
