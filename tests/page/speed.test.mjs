// What may not jump, and what may not take longer the more there is of it. How fast it is, `npm run bench -- page` says.
// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { PLACES, typing } from "../../benches/typing.mjs";
import { inBrowser } from "./open.mjs";

const { open } = inBrowser();

test("nothing jumps when the first verdict comes", async () => {
  const { page, errors, close } = await open({
    before: async (page) => {
      // As over a network: the page is there, and the WebAssembly arrives last.
      await page.route("**/*.wasm", async (route) => {
        await page.waitForFunction(() =>
          document.querySelector("presend-check")?.shadowRoot?.querySelector(".waiting"),
        );
        await page.waitForTimeout(300);
        await route.continue();
      });
      await page.addInitScript(() => {
        const shift = { moved: 0 };
        Object.assign(window, { shift });
        new PerformanceObserver((list) => {
          for (const entry of /** @type {any[]} */ (list.getEntries())) shift.moved += entry.value;
        }).observe({ type: "layout-shift", buffered: true });
      });
    },
  });
  try {
    await page.waitForTimeout(800);
    const moved = await page.evaluate(() => /** @type {any} */ (window).shift.moved);
    assert.ok(moved < 0.02, `layout shift ${moved}`);
    assert.deepEqual(errors, []);
  } finally {
    await close();
  }
});

/** What nobody takes for fast any more, on any machine: work that grows with the square of a paste takes seconds. */
const SLOW = 250;

for (const place of PLACES) {
  test(`typing does not wait for what stands there: ${place.name}`, async () => {
    const { page, close } = await open({ file: place.file, ready: place.ready, timeout: 30_000 });
    try {
      const taken = await typing(page, place);
      assert.ok(taken <= SLOW, `${taken.toFixed(1)} ms without a pause`);
    } finally {
      await close();
    }
  });
}
