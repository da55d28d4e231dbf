// <presend-faq>: linked to, searched, and sorted by what was found.
// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { comesUp, inBrowser, inSight } from "./open.mjs";

const { onPage } = inBrowser({ ready: "presend-faq .search input:enabled" });

/** @typedef {import("playwright-core").Page} Page */

test("what was found is first, marked, open, and carries the computed fact", () =>
  onPage(async (page) => {
    const first = page.locator("presend-faq .entry").first();
    await page.locator("presend-faq .yours").waitFor();
    assert.equal(await first.getAttribute("id"), "outside-24h-window");
    assert.match(
      await first.innerText(),
      /Yours: The 24-hour window closed 3 h 12 min ago\..* That was .* at \d\d:\d\d/s,
    );
    assert.match(await first.innerText(), /What to do/);
    await page.getByRole("button", { name: "Number with 00" }).click();
    await page.locator("presend-faq .yours #recipient-number-malformed").waitFor();
    assert.equal(await page.locator("presend-faq .yours .entry").count(), 1);
  }));

test("an address names an answer", () =>
  onPage(
    async (page) => {
      const entry = page.locator("presend-faq #template-paused[open]");
      await entry.waitFor();
      // What comes later does not take the place away.
      await page.waitForTimeout(1000);
      assert.ok(await entry.locator(".title").isVisible());
      assert.equal(
        await entry
          .locator("summary")
          .first()
          .evaluate((summary) => /** @type {ShadowRoot} */ (summary.getRootNode()).activeElement === summary),
        true,
      );
      await comesUp(entry);
    },
    { hash: "#template-paused" },
  ));

test("a finding leads to its answer, and leads there again", () =>
  onPage(async (page) => {
    const link = page.locator("presend-check .answer a");
    for (let i = 0; i < 2; i++) {
      await page.evaluate(() => scrollTo(0, 0));
      if (!(await link.isVisible()))
        await page.locator("presend-check .answer").getByText("Why", { exact: true }).click();
      await link.click();
      const entry = page.locator("presend-faq #outside-24h-window");
      await comesUp(entry);
    }
    assert.match(page.url(), /#outside-24h-window$/);
  }));

test("search by code, by an error text, and by nothing that is there", () =>
  onPage(async (page) => {
    const field = page.getByLabel("Search the answers");
    await field.fill("131049");
    assert.equal(await page.locator("presend-faq .entry").first().getAttribute("id"), "marketing-frequency-cap");
    await field.fill("Re-engagement message");
    assert.equal(await page.locator("presend-faq .entry").first().getAttribute("id"), "outside-24h-window");
    await field.fill("zzzz");
    assert.equal(await page.locator("presend-faq .entry").count(), 0);
    assert.match(await page.locator("presend-faq .count").innerText(), /No answer holds “zzzz”/);
    await field.fill("");
    await page.locator("presend-faq .entry").first().waitFor();
  }));

test("search in the words of people", () =>
  onPage(async (page) => {
    const field = page.getByLabel("Search the answers");
    for (const [words, id] of [
      ["sent but not received", "sent-never-delivered"],
      ["not delivered", "sent-never-delivered"],
      ["single tick", "sent-never-delivered"],
      ["image too large", "media-too-large"],
      ["number not on whatsapp", "recipient-undeliverable"],
      ["no llega", "sent-never-delivered"],
    ]) {
      await field.fill(String(words));
      assert.equal(await page.locator("presend-faq .entry").first().getAttribute("id"), id, words);
    }
  }));

test("nothing moves under the hands of someone who reads", () =>
  onPage(async (page) => {
    await page.locator("presend-faq .yours").waitFor();
    const summary = page.locator("presend-faq #generic-send-failure > summary");
    await summary.focus();
    await page.evaluate(() => {
      const check = /** @type {any} */ (document.querySelector("presend-check"));
      check.draft = { to: "0044", message: { type: "text", text: "Hi" } };
    });
    await page.waitForTimeout(1200);
    assert.equal(await page.locator("presend-faq .yours .entry").first().getAttribute("id"), "outside-24h-window");
    assert.equal(
      await summary.evaluate((element) => /** @type {ShadowRoot} */ (element.getRootNode()).activeElement === element),
      true,
    );
    await page.locator("presend-check #field-to").focus();
    await page.locator("presend-faq .yours #recipient-number-malformed").waitFor();
  }));

test("the platform adds its own way out", () =>
  onPage(async (page) => {
    await page.locator("presend-faq .yours").waitFor();
    await page.locator("#platform").selectOption("intercom");
    assert.match(await page.locator("presend-faq #outside-24h-window").innerText(), /Choose template/);
  }));

test("all of it is on paper", () =>
  onPage(async (page) => {
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    assert.ok((await page.locator("presend-faq .entry[open]").count()) > 100);
  }));

test("without a script: an address opens its answer, be it among those that are folded away", () =>
  onPage(
    async (page) => {
      await inSight(page, "template-paused");
      assert.ok((await page.locator(".presend-static .entry").count()) > 100);
      assert.equal(
        await page.locator("#template-paused a", { hasText: "Why it happens" }).getAttribute("href"),
        "faq/general.html#template-paused",
      );
    },
    { file: "index.html", hash: "#template-paused", ready: ".presend-static", page: { javaScriptEnabled: false } },
  ));
