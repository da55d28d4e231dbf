// Opens the built page in a real browser, served from a folder as any web space would.
// @ts-check
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { ensureBrowser } from "../../tools/lib.mjs";
import { serve } from "../../tools/serve.mjs";

const folder = fileURLToPath(new URL("../../www/dist", import.meta.url));

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
