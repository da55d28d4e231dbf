// Every page of the built site, as a plain web space serves it: its policy, its requests, and what is left when the
// WebAssembly does not come.
// @ts-check
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { folder, inBrowser } from "./open.mjs";

const { onPage } = inBrowser();

/** @typedef {import("playwright-core").Page} Page */

const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types lit-html presend";

const pages = ["", "faq/"].flatMap((under) =>
  readdirSync(join(folder, under))
    .filter((name) => name.endsWith(".html"))
    .map((name) => under + name),
);

/** The elements have what they need. @param {Page} page */
const ready = (page) =>
  page.waitForFunction(() =>
    [...document.querySelectorAll("*")]
      .filter(({ localName }) => localName.startsWith("presend-"))
      .every((element) => /** @type {any} */ (element).presend),
  );

test("there are pages", () => {
  for (const name of ["index.html", "help-center.html", "embed.html", "faq/intercom.html", "faq/general.html"]) {
    assert.ok(pages.includes(name), name);
  }
});

test("list.html: lists are read one after the other without a network", () =>
  onPage(
    async (page, requests) => {
      await ready(page);
      await page.waitForFunction(() => performance.getEntriesByType("resource").length > 0);
      await page.waitForTimeout(500);
      await page.waitForLoadState("networkidle");
      const loaded = requests.length;
      await page.context().setOffline(true);
      for (let i = 0; i < 2; i++) {
        await page.getByLabel("Or paste numbers").fill("+44 7912 345678\n+49 1512 3456789");
        await page.getByRole("button", { name: "Look through them" }).click();
        assert.equal(await page.locator("presend-list #headline").innerText(), "All 2 can be written to");
        await page.getByRole("button", { name: "Another list" }).click();
      }
      assert.deepEqual(requests.slice(loaded), []);
    },
    { file: "list.html", ready: "presend-list textarea" },
  ));

for (const file of pages) {
  test(`${file}: its policy is the strict one and comes first, and its files have hashed names`, () => {
    const page = readFileSync(join(folder, file), "utf8");
    assert.equal(page.match(/http-equiv="Content-Security-Policy" content="([^"]*)"/)?.[1], POLICY);
    const before = page.slice(0, page.indexOf("Content-Security-Policy"));
    assert.doesNotMatch(before, /<(script|link|style)/);
    for (const [, address = ""] of page.matchAll(/<(?:script|link)[^>]* (?:src|href)="([^"]+)"/g)) {
      assert.doesNotMatch(address, /^(\/|https?:|data:)/, "relative, so that it is found under any path");
      assert.match(address, /-[\w-]{8}\.\w+$|(^|\/)help-center\.js$/);
    }
  });

  test(`${file}: from a folder of a server, nothing against its policy, nothing asked for once it has loaded`, () =>
    onPage(
      async (page, requests) => {
        await ready(page);
        await page.waitForLoadState("networkidle");
        const loaded = requests.length;
        assert.ok(requests.every((url) => new URL(url).pathname.startsWith("/some/folder/")));
        await page.context().setOffline(true);
        for (const field of await page.locator("input[type=search], presend-diagnose #evidence").all())
          await field.fill("131047");
        for (const summary of (await page.locator("presend-faq .entry > summary").all()).slice(0, 3))
          await summary.click();
        await page.waitForTimeout(300);
        assert.deepEqual(requests.slice(loaded), []);
      },
      { file, under: "/some/folder/", ready: "body" },
    ));
}

const wasm = readFileSync(
  join(folder, "assets", readdirSync(join(folder, "assets")).find((name) => name.endsWith(".wasm")) ?? ""),
);
const corrupt = Buffer.from(wasm);
corrupt.fill(0xff, 2000, 4000);

/** @param {import("playwright-core").Route} route @param {Buffer} body */
const answer = (route, body) => route.fulfill({ contentType: "application/wasm", body });

/** @type {[string, (page: Page) => Promise<unknown>, object?][]} */
const faults = [
  ["is not found", (page) => page.route("**/*.wasm", (route) => route.fulfill({ status: 404 }))],
  ["is cut off", (page) => page.route("**/*.wasm", (route) => answer(route, wasm.subarray(0, wasm.length / 2)))],
  ["is corrupt", (page) => page.route("**/*.wasm", (route) => answer(route, corrupt))],
  ["never arrives", (page) => page.route("**/*.wasm", (route) => route.abort())],
  [
    "is a page of the server instead",
    (page) => page.route("**/*.wasm", (route) => route.fulfill({ contentType: "text/html", body: "<h1>Sign in</h1>" })),
  ],
  ["cannot be run by the browser", (page) => page.addInitScript(() => Reflect.deleteProperty(window, "WebAssembly"))],
  ["is not allowed to run", async () => {}, { headers: { "Content-Security-Policy": "script-src 'self'" } }],
];

for (const [what, before, site] of faults) {
  for (const file of ["index.html", "help-center.html"]) {
    test(`the WebAssembly ${what}: the answers of ${file} can be read, and a sentence says what does not work`, () =>
      onPage(
        async (page) => {
          assert.match(
            await page.locator("presend-faq [role=alert]").innerText(),
            /^Searching, and answers about your own case, do not work here: the checker could not be loaded\./,
          );
          assert.equal(await page.locator("presend-faq .search").count(), 0);
          const entry = page.locator("presend-faq .presend-static #outside-24h-window");
          await entry.locator("summary").first().click();
          assert.match(await entry.innerText(), /Free text goes through only for 24 hours.*Sending again/s);
          assert.match(await page.locator("presend-diagnose [role=alert]").innerText(), /could not be loaded/);
        },
        { file, before, ready: "presend-faq [role=alert]", allow: /./, ...site },
      ));
  }
}
