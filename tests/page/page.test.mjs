// The built page in a real browser, served from a folder as any web space would.
// @ts-check
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { ensureBrowser } from "../../tools/lib.mjs";
import { serve } from "../../tools/serve.mjs";

const folder = fileURLToPath(new URL("../../www/dist", import.meta.url));
/** @type {import("playwright-core").Browser} */
let browser;

before(async () => {
  const { browser: executablePath } = await ensureBrowser();
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
});
after(() => browser.close());

/**
 * Opens the page as served with these options, and waits for it to answer; nothing may have gone wrong by then.
 * @param {import("node:test").TestContext} t @param {Parameters<typeof serve>[1]} options
 */
async function answers(t, options) {
  const site = await serve(folder, options);
  t.after(site.close);
  const page = await browser.newPage();
  /** @type {string[]} */
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto(site.url);
  await page.waitForFunction(() => document.querySelector("#version")?.textContent !== "");
  assert.deepEqual(errors, []);
}

test("answers from a folder of a server", (t) => answers(t, { under: "/some/folder/" }));

test("answers when the server names the wrong type for the WebAssembly", (t) =>
  answers(t, { types: { ".wasm": "text/plain" } }));

test("answers under a policy that allows WebAssembly and nothing from elsewhere", (t) =>
  answers(t, {
    headers: { "Content-Security-Policy": "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src data:" },
  }));
