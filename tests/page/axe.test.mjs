// axe-core finds nothing to complain of, in any state of the page.
// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { complaints, inBrowser } from "./open.mjs";

const { open } = inBrowser();

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  for (const width of [360, 1280]) {
    test(`nothing to complain of: ${colorScheme}, ${width} pixels`, async () => {
      const { page, close } = await open({
        page: { colorScheme, viewport: { width, height: 900 }, reducedMotion: "reduce" },
      });
      try {
        await page.locator("presend-faq .yours").waitFor();
        for (const example of ["closed", "23-59", "open", "parameters", "us-marketing", "letters"]) {
          await page.locator(`[data-example="${example}"]`).click();
          for (const summary of await page.locator("presend-check .verdict summary").all()) await summary.click();
          assert.deepEqual(await complaints(page), [], example);
        }
        await page.getByRole("radio", { name: "API payload" }).check();
        await page.getByLabel("Cloud API payload as JSON").fill("{");
        await page.getByRole("button", { name: "Paste a time stamp" }).click();
        await page.getByLabel("Search the answers").fill("template");
        assert.deepEqual(await complaints(page), [], "faults and search");
      } finally {
        await close();
      }
    });
  }
}

test("nothing to complain of: right to left, and empty", async () => {
  const { page, close } = await open({ page: { viewport: { width: 360, height: 900 }, reducedMotion: "reduce" } });
  try {
    await page.evaluate(() => document.documentElement.setAttribute("dir", "rtl"));
    for (const example of ["closed", "parameters", "us-marketing"]) {
      await page.locator(`[data-example="${example}"]`).click();
      for (const summary of await page.locator("presend-check .verdict summary").all()) await summary.click();
      assert.deepEqual(await complaints(page), [], example);
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.ok(over <= 0, `${example}: ${over} pixels beyond the edge`);
    }
    await page.getByLabel("To", { exact: true }).fill("");
    await page.getByRole("radio", { name: "Free text" }).check();
    await page.getByLabel("Text", { exact: true }).fill("");
    await page.getByRole("button", { name: "not known" }).click();
    assert.deepEqual(await complaints(page), [], "empty");
    await page.getByRole("radio", { name: "Template" }).check();
    assert.deepEqual(await complaints(page), [], "no template chosen");
  } finally {
    await close();
  }
});

/** States of the inbox and of the page for a template, each reached from the one before. @type {Record<string, [string, (page: import("playwright-core").Page) => Promise<unknown>][]>} */
const STATES = {
  "inbox.html": [
    ["closing", async () => {}],
    ["open", (page) => page.locator("[data-person=open]").click()],
    ["never wrote", (page) => page.locator("[data-person=never]").click()],
    [
      "closed, with the reason",
      async (page) => {
        await page.locator("[data-person=closed]").click();
        await page.locator("presend-guard summary").click();
      },
    ],
    ["templates", (page) => page.locator("#send").click()],
    ["nothing found", (page) => page.getByLabel("Search the templates").fill("zzz")],
    [
      "filling in",
      async (page) => {
        await page.getByLabel("Search the templates").fill("");
        await page.locator("button.template").first().click();
      },
    ],
    ["something missing", (page) => page.getByRole("button", { name: "Send this template" }).click()],
  ],
  "template.html": [
    [
      "refused",
      async (page) => {
        for (const summary of await page.locator("presend-template .verdict summary").all()) await summary.click();
      },
    ],
    ["fine", (page) => page.getByRole("button", { name: "One that is fine" }).click()],
    [
      "many buttons",
      async (page) => {
        await page.getByRole("button", { name: "Many buttons" }).click();
        await page.getByText("See all options").click();
      },
    ],
    ["cards", (page) => page.getByRole("button", { name: "Cards to swipe" }).click()],
    ["cannot be read", (page) => page.getByLabel("Template as JSON").fill("{")],
    ["empty", (page) => page.getByLabel("Template as JSON").fill("")],
  ],
};

for (const [file, states] of Object.entries(STATES)) {
  for (const [
    name,
    options,
    rtl,
  ] of /** @type {[string, import("playwright-core").BrowserContextOptions, boolean][]} */ ([
    ["light, wide", { colorScheme: "light" }, false],
    ["dark, narrow", { colorScheme: "dark", viewport: { width: 320, height: 700 } }, false],
    ["right to left", { colorScheme: "light" }, true],
    [
      "200 % and forced colours",
      { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2, forcedColors: "active" },
      false,
    ],
  ])) {
    test(`nothing to complain of: ${file}, ${name}`, async () => {
      const ready = file === "inbox.html" ? "presend-guard .panel p" : "presend-template .answer";
      const { page, close } = await open({ file, ready, page: { reducedMotion: "reduce", ...options } });
      try {
        if (rtl) await page.evaluate(() => document.documentElement.setAttribute("dir", "rtl"));
        for (const [state, reach] of states) {
          await reach(page);
          await page.waitForTimeout(60);
          assert.deepEqual(await complaints(page), [], state);
          const over = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          assert.ok(over <= 0, `${state}: ${over} pixels beyond the edge`);
        }
      } finally {
        await close();
      }
    });
  }
}

test("nothing to complain of while it loads, and when it cannot", async () => {
  for (const how of /** @type {const} */ (["abort", "hold"])) {
    for (const [file, ready] of Object.entries({
      "": "presend-check",
      "inbox.html": "presend-guard",
      "template.html": "presend-template",
    })) {
      const { page, close } = await open({
        file,
        ready,
        before: (page) => page.route("**/*.wasm", (route) => (how === "abort" ? route.abort() : undefined)),
      });
      try {
        await page.waitForTimeout(200);
        assert.deepEqual(await complaints(page), [], `${file} ${how}`);
      } finally {
        await close();
      }
    }
  }
});
