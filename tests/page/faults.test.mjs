// What is left when something does not arrive, is not allowed, or dies: every element says so, and nothing stands in the way.
// @ts-check
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { folder, inBrowser } from "./open.mjs";

/** @typedef {import("playwright-core").Page} Page */

const { onPage } = inBrowser({ timeout: 60_000 });

const wasm = readFileSync(
  join(folder, "assets", readdirSync(join(folder, "assets")).find((name) => name.endsWith(".wasm")) ?? ""),
);
const corrupt = Buffer.from(wasm);
corrupt.fill(0xff, 2000, 4000);

/** @param {{ status?: number, contentType?: string, body?: Buffer | string }} answer @returns {(page: Page) => Promise<unknown>} */
const answered = (answer) => (page) =>
  page.route("**/*.wasm", (route) => route.fulfill({ contentType: "application/wasm", ...answer }));

/** @type {[string, (page: Page) => Promise<unknown>, object?][]} */
const faults = [
  ["is not found", answered({ status: 404 })],
  ["is cut off", answered({ body: wasm.subarray(0, wasm.length / 2) })],
  ["is corrupt", answered({ body: corrupt })],
  ["is a page of the server instead", answered({ contentType: "text/html", body: "<h1>Sign in</h1>" })],
  ["cannot be run by the browser", (page) => page.addInitScript(() => Reflect.deleteProperty(window, "WebAssembly"))],
  ["is not allowed to run", async () => {}, { headers: { "Content-Security-Policy": "script-src 'self'" } }],
];

/** The pages and their elements, but for the guard, which has a form to let through as well. */
const speaking = [
  ["index.html", ["presend-check", "presend-diagnose", "presend-faq"]],
  ["template.html", ["presend-template"]],
  ["list.html", ["presend-list"]],
  ["help-center.html", ["presend-faq"]],
  ["embed.html?show=both", ["presend-diagnose", "presend-faq"]],
];

for (const [what, before, site] of faults) {
  test(`the WebAssembly ${what}: every element says so, and a guard lets everything through`, async () => {
    for (const [file, elements] of /** @type {[string, string[]][]} */ (speaking)) {
      await onPage(
        async (page) => {
          for (const element of elements) {
            const alert = page.locator(`${element} [role=alert]`).first();
            await alert.waitFor();
            assert.match(await alert.innerText(), /could not be loaded/, `${file} ${element}`);
          }
        },
        { file, before, ready: elements[0] ?? "", allow: /./, ...site },
      );
    }
    await onPage(
      async (page) => {
        await page.waitForFunction(() => /** @type {any} */ (document.querySelector("presend-guard")).failed !== "");
        const sent = await page.locator("#messages > li").count();
        await page.locator("#text").fill("Hello");
        await page.locator("#text").press("Enter");
        assert.equal(await page.locator("#messages > li").count(), sent + 1);
        assert.match(await page.locator("presend-guard .panel").innerText(), /could not be loaded/);
      },
      { file: "inbox.html", before, ready: "#text", allow: /./, ...site },
    );
  });
}

test("a type that the server does not know is no fault", () =>
  onPage(
    async (page) => {
      assert.equal(await page.locator("[role=alert]").count(), 0);
    },
    { before: answered({ contentType: "application/octet-stream", body: wasm }) },
  ));

const headline = (/** @type {Page} */ page) => page.locator("presend-list #headline");
/** Begins to read a list: a browser that is asked for its end answers nothing else until then. @param {Page} page @param {string} text */
const begin = (page, text) =>
  page.evaluate((text) => {
    const reading = /** @type {any} */ (document.querySelector("presend-list")).read(text);
    Object.assign(window, { reading });
  }, text);
const ended = (/** @type {Page} */ page) => page.evaluate(() => /** @type {any} */ (window).reading);
const listed = (/** @type {Page} */ page, /** @type {string} */ text) => begin(page, text).then(() => ended(page));

test("lists are read, filtered and saved with the network cut, one after the other", () =>
  onPage(
    async (page, requests) => {
      await page.waitForLoadState("networkidle");
      const loaded = requests.length;
      await page.context().setOffline(true);
      await page.getByRole("button", { name: "1,000 made-up contacts" }).click();
      await headline(page).waitFor();
      await page.locator(".outcomes button", { hasText: "will be refused" }).click();
      await page.locator("presend-list .shown .row").first().click();
      await page.locator("presend-list .details").waitFor();
      const saved = page.waitForEvent("download");
      await page.getByRole("button", { name: /Save the clean list/ }).click();
      await saved;
      for (const text of ["+44 7912 345678\n+91 98765 43210", "+44 7912 345678"]) await listed(page, text);
      assert.match(await headline(page).innerText(), /can be written to/);
      assert.deepEqual(
        requests.slice(loaded).filter((url) => !url.startsWith("blob:")),
        [],
      );
    },
    { file: "list.html", ready: "presend-list .drop" },
  ));

/** Lets a test get at the workers of a page. @param {Page} page */
const watchWorkers = (page) =>
  page.addInitScript(() => {
    /** @type {Worker[]} */
    const workers = [];
    const Own = Worker;
    window.Worker = class extends Own {
      /** @param {ConstructorParameters<typeof Worker>} args */
      constructor(...args) {
        super(...args);
        workers.push(this);
      }
    };
    Object.assign(window, {
      workers,
      kill() {
        for (const worker of workers.splice(0)) {
          // In this order: WebKit tells nothing of a worker that was ended.
          worker.dispatchEvent(new ErrorEvent("error", { message: "out of memory", cancelable: true }));
          worker.terminate();
        }
      },
    });
  });
const kill = (/** @type {Page} */ page) => page.evaluate(() => /** @type {any} */ (window).kill());
const LIST = { file: "list.html", ready: "presend-list .drop", before: watchWorkers };
const contacts = `name,phone\n${Array.from({ length: 500 }, (_, i) => `Ana ${i},+49151${20_000_000 + i}`).join("\n")}\n`;

test("a worker that dies is started anew, and the list is there again; the second time it is refused in words", () =>
  onPage(async (page) => {
    await listed(page, contacts);
    assert.match(await headline(page).innerText(), /500/);
    // With nothing asked for, nobody notices that it dies.
    await page.locator("presend-list .shown .row", { hasText: "+4915120000000" }).waitFor();
    await page.evaluate(() => {
      const list = /** @type {HTMLElement} */ (document.querySelector("presend-list"));
      list.addEventListener("presend-list", () => Object.assign(window, { again: true }));
    });
    await kill(page);
    await page.locator(".outcomes button", { hasText: "can be sent" }).click();
    await page.waitForFunction(() => /** @type {any} */ (window).again);
    await page.getByRole("heading", { name: "500 rows", exact: true }).waitFor();
    // Rows that were never fetched show that somebody answers again.
    await page.getByRole("grid").evaluate((grid) => {
      grid.scrollTop = grid.scrollHeight;
    });
    await page.locator("presend-list .shown .row", { hasText: "+4915120000499" }).waitFor();
    await kill(page);
    await page.locator(".outcomes button", { hasText: "can be sent" }).click();
    const alert = page.locator("presend-list [role=alert]");
    await alert.waitFor();
    assert.match(await alert.innerText(), /the worker that reads the list has stopped \(out of memory\)/);
    await listed(page, contacts);
    assert.match(await headline(page).innerText(), /500/);
  }, LIST));

test("a worker that dies while it reads refuses the list in words, and the next list is read", () =>
  onPage(async (page) => {
    await begin(page, contacts.repeat(2000));
    await page.locator("presend-list .reading").waitFor();
    await kill(page);
    await ended(page);
    assert.match(await page.locator("presend-list [role=alert]").innerText(), /has stopped \(out of memory\)/);
    await listed(page, contacts);
    assert.match(await headline(page).innerText(), /500/);
  }, LIST));

/** Cancels a long list while it is read, and reads another. @param {Page} page */
async function cancelAndGoOn(page) {
  await begin(page, contacts.repeat(2000));
  await page.locator("presend-list .reading").waitFor();
  await page.getByRole("button", { name: "Cancel" }).click();
  await ended(page);
  await listed(page, contacts);
  assert.match(await headline(page).innerText(), /500/);
}

test("lists that are cancelled, left or no lists leave a worker for the next one with the network cut", () =>
  onPage(
    async (page) => {
      await page.waitForLoadState("networkidle");
      await page.context().setOffline(true);
      for (let i = 0; i < 2; i++) {
        await cancelAndGoOn(page);
        await listed(page, "\u0000\u0001PNG\u0000\u0000");
        // Its first rows are asked for while it is left.
        await listed(page, contacts.repeat(20));
        await listed(page, "+44 7912 345678\n+91 98765 43210");
        await page.getByRole("heading", { name: "2 rows", exact: true }).waitFor();
      }
    },
    { file: "list.html", ready: "presend-list .drop", allow: /worker-script|load/i },
  ));

test("a list that is cancelled leaves nothing behind for the next one", () => onPage(cancelAndGoOn, LIST));
