// Opens the built page in a real browser, served from a folder as any web space would.
// @ts-check
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before as beforeAll } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { ensureBrowser } from "../../tools/lib.mjs";
import { serve } from "../../tools/serve.mjs";

export const folder = fileURLToPath(new URL("../../www/dist", import.meta.url));

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export async function launch() {
  const { browser: executablePath } = await ensureBrowser();
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("playwright-core").BrowserContextOptions} Reader what the browser tells of itself and of who sits there */
/**
 * @typedef {Parameters<typeof serve>[1] & { page?: Reader, file?: string, hash?: string, at?: string, ready?: string,
 *   before?: (page: Page) => Promise<unknown>, timeout?: number, allow?: RegExp }} Options
 *   file: which page; at: the time that the page's clock starts at; ready: what has to be there; before: what to do before
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
  return { page, errors, requests, close: () => page.close() };
}

/** @param {import("playwright-core").Browser} browser @param {Options} options */
async function open(browser, options) {
  const { page: reader, file = "", hash = "", at, ready = "presend-check .answer", before, timeout, ...site } = options;
  const { url, close: stop } = await serve(folder, site);
  const { page, errors, requests, close: leave } = await blank(browser, reader);
  const close = () => leave().then(stop);
  if (at) await page.clock.install({ time: new Date(at) });
  page.setDefaultTimeout(timeout ?? 8000);
  try {
    await before?.(page);
    await page.goto(url + file + hash);
    await page.locator(ready).first().waitFor();
  } catch (error) {
    await close();
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

  const opened = (/** @type {Options} */ options = {}) => open(browser, { ...defaults, ...options });
  return {
    open: opened,
    blank: (/** @type {Reader} */ reader = {}) => blank(browser, reader),
    /**
     * Opens a page, works on it and closes it; meanwhile the page may not tell of an error.
     * @param {(page: Page, requests: string[]) => Promise<unknown>} work @param {Options} [options]
     */
    async onPage(work, options) {
      const { page, errors, requests, close } = await opened(options);
      try {
        await work(page, requests);
        const unexpected = errors.filter((error) => !options?.allow?.test(error));
        assert.deepEqual(unexpected, []);
      } finally {
        await close();
      }
    },
  };
}

/** What axe-core has to complain of. @param {import("playwright-core").Page} page */
export async function complaints(page) {
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
