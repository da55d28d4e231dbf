// axe-core finds nothing to complain of, in any state of the page.
// @ts-check
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { complaints, launch, open } from "./open.mjs";

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  for (const width of [360, 1280]) {
    test(`nothing to complain of: ${colorScheme}, ${width} pixels`, async () => {
      const { page, close } = await open(browser, {
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
