// Opens the built page in a real browser, served from a folder as any web space would.
// @ts-check
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
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

/**
 * @param {import("playwright-core").Browser} browser
 * @param {Parameters<typeof serve>[1] & { page?: import("playwright-core").BrowserContextOptions, file?: string, hash?: string, at?: string,
 *   ready?: string, before?: (page: import("playwright-core").Page) => Promise<unknown> }} [options]
 *   page: what the browser tells of itself; file: which page; at: the time that the page's clock starts at;
 *   ready: what has to be there; before: what to do before the page is opened
 */
export async function open(browser, options = {}) {
  const { page: context = {}, file = "", hash = "", at, ready = "presend-check .answer", before, ...site } = options;
  const { url, close: stop } = await serve(folder, site);
  const page = await browser.newPage({
    viewport: { width: 1280, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    ...context,
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
  if (at) await page.clock.install({ time: new Date(at) });
  const close = () => page.close().then(stop);
  page.setDefaultTimeout(8000);
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
