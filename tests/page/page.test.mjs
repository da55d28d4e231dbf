// The built page wherever it is served from: folders, wrong types, strict policies.
// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { inBrowser } from "./open.mjs";

const { onPage } = inBrowser();

/** @param {import("./open.mjs").Options} options */
const answers = (options) =>
  onPage(async (page) => {
    assert.equal(await page.locator("presend-check #verdict").innerText(), "Will be refused");
    assert.match(await page.locator("#as-of").innerText(), /^Facts as of /);
  }, options);

test("answers from a folder of a server", () => answers({ under: "/some/folder/" }));

test("answers when the server names the wrong type for the WebAssembly", () =>
  answers({ types: { ".wasm": "text/plain" } }));

test("answers under a policy that allows its own scripts, styles and WebAssembly and nothing else", () =>
  answers({
    headers: {
      "Content-Security-Policy":
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types lit-html presend",
    },
  }));

test("asks for nothing once it has loaded", () =>
  onPage(async (page, requests) => {
    await page.waitForLoadState("networkidle");
    const loaded = requests.length;
    await page.context().setOffline(true);
    await page.locator("#platform").selectOption("intercom");
    await page.getByRole("button", { name: "Marketing to a US number" }).click();
    await page.getByLabel("Search the answers").fill("131047");
    await page.locator("#theme").click();
    await page.waitForTimeout(1000);
    assert.deepEqual(requests.slice(loaded), []);
  }));

for (const width of [320, 360, 768, 1280]) {
  test(`nothing reaches beyond ${width} pixels`, () =>
    onPage(
      async (page) => {
        for (const button of await page.locator("#examples button").all()) {
          await button.click();
          await page.waitForTimeout(20);
          const over = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          assert.ok(over <= 0, `${await button.innerText()}: ${over} pixels`);
        }
      },
      { page: { viewport: { width, height: 800 } } },
    ));
}
