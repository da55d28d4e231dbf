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

/** @param {Parameters<typeof serve>[1]} options */
async function open(options) {
  const site = await serve(folder, options);
  const page = await browser.newPage();
  /** @type {string[]} */
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto(site.url);
  return { page, errors, close: () => page.close().then(site.close) };
}

test("answers from a folder of a server", async () => {
  const { page, errors, close } = await open({ under: "/some/folder/" });
  await page.waitForFunction(() => document.querySelector("#version")?.textContent !== "");
  assert.deepEqual(errors, []);
  await close();
});

test("answers when the server names the wrong type for the WebAssembly", async () => {
  const { page, errors, close } = await open({ types: { ".wasm": "text/plain" } });
  await page.waitForFunction(() => document.querySelector("#version")?.textContent !== "");
  assert.deepEqual(errors, []);
  await close();
});

test("answers under a policy that allows WebAssembly and nothing from elsewhere", async () => {
  const { page, errors, close } = await open({
    headers: { "Content-Security-Policy": "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'" },
  });
  await page.waitForFunction(() => document.querySelector("#version")?.textContent !== "");
  assert.deepEqual(errors, []);
  await close();
});
