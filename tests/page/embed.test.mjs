// The page for frames: shows what its address asks for, and tells how high it is.
// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { complaints, inBrowser } from "./open.mjs";

const { onPage: onEmbed } = inBrowser({ ready: "main > :nth-child(2)" });

/** @typedef {import("playwright-core").Page} Page */

/** @param {string} query @param {(page: Page) => Promise<void>} work @param {import("./open.mjs").Options} [options] */
const onPage = (query, work, options) =>
  onEmbed(
    async (page) => {
      await page.waitForFunction(() =>
        [...document.querySelectorAll("main > :not(h1)")].every((element) => /** @type {any} */ (element).presend),
      );
      await work(page);
    },
    { file: `embed.html${query}`, ...options },
  );

/** @param {Page} page */
const shown = (page) => page.locator("main > :not(h1)").evaluateAll((all) => all.map(({ localName }) => localName));
/** @param {Page} page */
const entries = (page) => page.locator("presend-faq .entry").evaluateAll((all) => all.map(({ id }) => id));

test("asked for nothing: all answers of any platform", () =>
  onPage("", async (page) => {
    assert.deepEqual(await shown(page), ["presend-faq"]);
    assert.ok((await entries(page)).length > 100);
    assert.equal(await page.locator("presend-faq h2").count(), 7);
  }));

test("platform, chosen entries and their order, both boxes", () =>
  onPage("?platform=intercom&show=both&entries=template-paused,outside-24h-window+media", async (page) => {
    assert.deepEqual(await shown(page), ["presend-diagnose", "presend-faq"]);
    assert.deepEqual((await entries(page)).slice(0, 3), ["template-paused", "outside-24h-window", "media-too-large"]);
    await page.locator("presend-faq #outside-24h-window > summary").click();
    assert.match(await page.locator("presend-faq #outside-24h-window").innerText(), /press “Choose template”/);
    await page.getByLabel("Error, code, webhook or log").fill("131026");
    const more = page.getByRole("link", { name: "More in the FAQ" }).first();
    assert.equal(await more.getAttribute("href"), "faq/intercom.html#recipient-undeliverable");
    assert.deepEqual(await complaints(page), []);
  }));

test("language of dates, light or dark, a colour", () =>
  onPage("?locale=en-GB&theme=dark&accent=%23ff8800&show=diagnose", async (page) => {
    assert.deepEqual(await shown(page), ["presend-diagnose"]);
    assert.equal(await page.locator("html").getAttribute("lang"), "en-GB");
    const [scheme, color] = await page.evaluate(() => [
      getComputedStyle(document.documentElement).colorScheme,
      getComputedStyle(
        /** @type {Element} */ (
          document.querySelector("presend-diagnose")?.shadowRoot?.querySelector(".examples button")
        ),
      ).color,
    ]);
    assert.deepEqual([scheme, color], ["dark", "rgb(255, 136, 0)"]);
  }));

test("what is odd in the address is shown as nothing or as text", () =>
  onPage(
    "?platform=%3Cscript%3E&entries=%22%3E%3Cimg%20src%3Dx%3E&accent=red%3B%7D&theme=%22%3E&show=both&locale=%3Cb%3E",
    async (page) => {
      assert.equal(await page.locator("img, b, main script").count(), 0);
      assert.deepEqual(await entries(page), []);
      assert.equal(await page.locator("presend-diagnose").getAttribute("style"), null);
    },
  ));

test("tells its height at first and at every change", () =>
  onPage(
    "?entries=outside-24h-window",
    async (page) => {
      // Opened before they are alive, answers would be closed again.
      await page.locator("presend-faq .search input:enabled").waitFor();
      const told = () => page.evaluate(() => /** @type {any} */ (window).told);
      await page.waitForFunction(() => /** @type {any} */ (window).told?.length > 0);
      const before = (await told()).at(-1);
      assert.deepEqual(Object.keys(before).sort(), ["height", "type"]);
      assert.equal(before.type, "presend:height");
      await page.locator("presend-faq summary").first().click();
      await page.waitForFunction(
        (height) => /** @type {any} */ (window).told.at(-1).height > height + 100,
        before.height,
      );
      const height = await page.evaluate(() => document.documentElement.getBoundingClientRect().height);
      assert.equal((await told()).at(-1).height, Math.ceil(height));
    },
    {
      // Outside of a frame the page is its own parent.
      before: (page) =>
        page.addInitScript(() => {
          /** @type {any} */ (window).told = [];
          addEventListener("message", ({ data }) => /** @type {any} */ (window).told.push(data));
        }),
    },
  ));

const STATIC = { file: "embed.html", ready: ".presend-static" };

test("without a script the answers of any platform can be read", () =>
  onEmbed(
    async (page) => {
      const entry = page.locator("#outside-24h-window");
      await entry.locator("summary").click();
      assert.match(await entry.innerText(), /Free text goes through only for 24 hours.*Sending again/s);
      const rest = entry.getByRole("link", { name: /^Why it happens/ });
      assert.equal(await rest.getAttribute("href"), "faq/general.html#outside-24h-window");
      assert.ok((await page.locator(".presend-static .entry").count()) > 100);
    },
    { ...STATIC, page: { javaScriptEnabled: false } },
  ));

test("without the WebAssembly the answers can be read as well", () =>
  onEmbed(
    async (page) => {
      await page.locator("presend-faq [role=alert]").waitFor();
      await page.locator("#outside-24h-window summary").click();
      assert.match(await page.locator("#outside-24h-window").innerText(), /Free text goes through only for 24 hours/);
    },
    {
      ...STATIC,
      before: (page) => page.route("**/*.wasm", (route) => route.abort()),
      allow: /ERR_FAILED|Failed to load/,
    },
  ));

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`nothing to complain of, nothing beyond the edge: ${colorScheme}`, () =>
    onPage(
      "?show=both&platform=twilio",
      async (page) => {
        await page.locator("presend-faq summary").first().click();
        assert.deepEqual(await complaints(page), []);
        const over = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        assert.ok(over <= 0, `${over} pixels`);
      },
      { page: { colorScheme, viewport: { width: 320, height: 700 } } },
    ));
}
