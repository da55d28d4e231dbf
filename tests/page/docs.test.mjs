// Everyone can read the documentation: axe-core finds nothing on any page of it, and nothing reaches beyond an edge.
// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { MENU } from "../../tools/docs.mjs";
import { complaints, inBrowser } from "./open.mjs";

const { onPage } = inBrowser({ file: "docs/index.html", ready: "main h1" });

const pages = MENU.flatMap(([, pages]) => pages.map(([id]) => id));

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page @param {string} id */
const turnTo = (page, id) => page.goto(new URL(`${id}.html`, page.url()).href);

/** How it is looked at. @type {["light" | "dark", number][]} */
const WAYS = [
  ["light", 360],
  ["light", 1280],
  ["dark", 360],
  ["dark", 1280],
];

test("nothing to complain of: light and dark, narrow and wide", () =>
  onPage(async (page) => {
    for (const id of pages) {
      await turnTo(page, id);
      // What is far away is laid out only when it comes near, and would be taken for lying on top of each other.
      await page.locator(".entry").evaluateAll((entries) => {
        for (const entry of entries) entry.style.contentVisibility = "visible";
      });
      for (const [colorScheme, width] of WAYS) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 900 });
        assert.deepEqual(await complaints(page), [], `${id}, ${colorScheme}, ${width} pixels`);
        // Once all of it; after that of the longest pages the beginning, which has each kind of part in it.
        await page.locator("main > :nth-child(n + 40)").evaluateAll((parts) => {
          for (const part of parts) part.remove();
        });
      }
    }
  }));

for (const width of [320, 480, 640, 800, 960, 1280]) {
  test(`nothing reaches beyond an edge: ${width} pixels`, () =>
    onPage(
      async (page) => {
        for (const id of pages) {
          await turnTo(page, id);
          const over = await page.evaluate(() =>
            // What lies beside a table that is too wide cannot be reached with the keyboard; code can.
            [document.documentElement, ...document.querySelectorAll(".table, dl, nav")]
              .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
              .map(({ tagName, scrollWidth, clientWidth, textContent }) => {
                return `${tagName} by ${scrollWidth - clientWidth}: ${textContent?.slice(0, 40)}`;
              }),
          );
          assert.deepEqual(over, [], id);
        }
      },
      { page: { viewport: { width, height: 900 } } },
    ));
}

test("on a narrow screen every value says which column it stands in, and a table stays one for screen readers", () =>
  onPage(
    async (page) => {
      await turnTo(page, "sizes");
      const row = page.getByRole("row", { name: /^Facade and glue together/ });
      assert.equal(await row.getByRole("cell").count(), 4);
      const labels = await row
        .getByRole("cell")
        // Firefox tells that it is an attribute, the others what stands in it.
        .evaluateAll((cells) =>
          cells.map((cell) =>
            getComputedStyle(cell, "::before").content.replace("attr(data-label)", `"${cell.dataset.label}"`),
          ),
        );
      assert.deepEqual(labels, ["none", '"raw"', '"gzip"', '"brotli"']);
    },
    { page: { viewport: { width: 360, height: 900 } } },
  ));

test("what is looked up by name is a link away", () =>
  onPage(async (page) => {
    await turnTo(page, "api");
    await page.getByRole("navigation", { name: "On this page" }).getByRole("link", { name: "PhoneReport" }).click();
    assert.equal(await page.locator(":target").innerText(), "PhoneReport");
  }));
