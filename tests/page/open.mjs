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
 * @param {Parameters<typeof serve>[1] & { page?: import("playwright-core").BrowserContextOptions, hash?: string, at?: string }} [options]
 *   page: what the browser tells of itself; at: the time that the page's clock starts at
 */
export async function open(browser, { page: context = {}, hash = "", at, ...options } = {}) {
  const site = await serve(folder, options);
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
  const close = () => page.close().then(site.close);
  page.setDefaultTimeout(8000);
  try {
    await page.goto(site.url + hash);
    await page.locator("presend-check .answer").waitFor();
  } catch (error) {
    await close();
    throw new Error(`${error}\n${errors.join("\n")}`);
  }
  return { page, errors, requests, close };
}
