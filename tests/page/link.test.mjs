// The address of the page: examples in it, a case in it on request, and the way back.
// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { inBrowser } from "./open.mjs";

const NOW = "2026-11-20T12:00:00Z";

const { onPage } = inBrowser({ at: NOW });

/** @typedef {import("playwright-core").Page} Page */

const verdict = (/** @type {Page} */ page) => page.locator("presend-check #verdict").innerText();
const text = (/** @type {Page} */ page) => page.getByLabel("Text", { exact: true });
const to = (/** @type {Page} */ page) => page.getByLabel("To", { exact: true });
const settle = (/** @type {Page} */ page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));

/** @param {Page} page @param {boolean} [whole] */
async function linkOf(page, whole = false) {
  await page.getByText("Link to this case").click();
  if (whole) await page.getByLabel("With the real number and words").check();
  const link = await page.locator("#link").inputValue();
  return new URL(link).hash;
}

test("a link is made on request alone, and blurs who it is about", () =>
  onPage(async (page) => {
    await to(page).fill("+44 7912 345678");
    await text(page).fill("Dear Priya Nair, your code is 4711 {{name}}\nhttps://shop.example");
    assert.equal(new URL(page.url()).hash, "");
    const hash = await linkOf(page);
    const held = Buffer.from(hash.slice(6), "base64url").toString();
    assert.doesNotMatch(held, /Priya|Nair|4711|345678|shop/);
    assert.match(held, /Xxxx Xxxxx Xxxx, xxxx xxxx xx 0000 \{\{name\}\}\\nhttps:\/\//);
    assert.match(held, /"to":"\+44 791/);
    assert.equal(new URL(page.url()).hash, "");
    await onPage(
      async (other) => {
        assert.equal(await verdict(other), await verdict(page));
        assert.match(await other.locator("#field-to-hint").innerText(), /United Kingdom · mobile/);
        assert.match(await text(other).inputValue(), /^Xxxx Xxxxx/);
      },
      // A day later it is the same case.
      { hash, at: "2026-11-21T15:00:00Z" },
    );
  }));

test("asked for, the link holds everything as it is", () =>
  onPage(async (page) => {
    await page.locator("#platform").selectOption("intercom");
    await page.locator('[data-example="us-marketing"]').click();
    await page.getByText("Sender, contact, limits").click();
    await page.getByLabel("What else is known, as JSON").fill('{"sender": {"quality": "red"}}');
    const hash = await linkOf(page, true);
    await onPage(
      async (other) => {
        assert.equal(await to(other).inputValue(), "+1 415 555 1234");
        assert.equal(await other.getByLabel("Body {{1}}").inputValue(), "20 %");
        assert.equal(await other.locator("#platform").inputValue(), "intercom");
        assert.match(await other.getByLabel("What else is known, as JSON").inputValue(), /red/);
        assert.equal(await verdict(other), await verdict(page));
      },
      { hash },
    );
  }));

test("a link that holds nonsense is left alone", async () => {
  const bad = (/** @type {unknown} */ it) => `#case=${Buffer.from(JSON.stringify(it)).toString("base64url")}`;
  for (const hash of [
    "#case=%%%",
    "#case=AAAA",
    bad(7),
    bad({ fields: { to: 7 }, last: 0 }),
    bad({ fields: { values: { a: { b: 7 } } }, last: 0 }),
    bad({ fields: { kind: "audio" }, last: 0 }),
    bad({ fields: {}, last: null }),
  ]) {
    await onPage(
      async (page) => {
        assert.equal(await to(page).inputValue(), "");
        assert.equal(await verdict(page), "Will be refused");
      },
      { hash },
    );
  }
});

test("back goes from example to example, and not over what was typed", () =>
  onPage(async (page) => {
    await page.locator('[data-example="never"]').click();
    await page.locator('[data-example="00"]').click();
    assert.equal(await to(page).inputValue(), "00 44 7912 345678");
    await page.goBack();
    await settle(page);
    assert.equal(await to(page).inputValue(), "+44 7912 345678");
    assert.equal(await page.locator('[data-example="never"]').getAttribute("aria-pressed"), "true");
    await text(page).fill("My own words");
    await page.locator("presend-check .answer").getByText("Why", { exact: true }).click();
    await page.locator("presend-check .answer a").click();
    assert.match(page.url(), /#outside-24h-window$/);
    await page.goBack();
    await settle(page);
    assert.equal(await text(page).inputValue(), "My own words");
  }));

test("back from an answer leads to the place that was left", () =>
  onPage(
    async (page) => {
      const top = () => page.evaluate(() => scrollY);
      await page.locator("presend-check .answer").getByText("Why", { exact: true }).click();
      const link = page.locator("presend-check .answer a");
      await link.scrollIntoViewIfNeeded();
      const before = await top();
      await link.click();
      await page.waitForFunction((before) => scrollY > before + 500, before);
      await page.goBack();
      await page.waitForFunction((before) => Math.abs(scrollY - before) < 50, before);
    },
    { page: { viewport: { width: 1280, height: 700 } } },
  ));

test("back brings what was typed before an example was looked at", () =>
  onPage(async (page) => {
    await text(page).fill("My own words");
    await page.getByRole("button", { name: "never", exact: true }).click();
    await page.locator('[data-example="00"]').click();
    assert.match(await text(page).inputValue(), /^Hi Priya/);
    await page.goBack();
    await settle(page);
    assert.equal(await text(page).inputValue(), "My own words");
    assert.equal(await page.locator("#examples [aria-pressed=true]").count(), 0);
    assert.match(await page.locator("presend-check .reason").innerText(), /never written/);
    await page.goForward();
    await settle(page);
    assert.equal(await to(page).inputValue(), "00 44 7912 345678");
    assert.equal(await page.locator('[data-example="00"]').getAttribute("aria-pressed"), "true");
  }));

test("an address names an example", () =>
  onPage(
    async (page) => {
      assert.equal(await page.locator('[data-example="paused"]').getAttribute("aria-pressed"), "true");
      assert.match(await page.locator("presend-check .reason").innerText(), /paused/);
    },
    { hash: "#try=paused" },
  ));

test("every example shows what it says", () =>
  onPage(async (page) => {
    const fine = ["open", "template", "user-id"];
    const stages = /** @type {Record<string, RegExp>} */ ({
      window: /^window$/,
      message: /^message$/,
      template: /^(template|variables)$/,
      media: /^message$/,
      recipient: /^(recipient|message|template|limits)$/,
      limits: /^(limits|account)$/,
      account: /^account$/,
    });
    const groups = await page.locator("#examples dt").allInnerTexts();
    assert.equal(groups.length, Object.keys(stages).length);
    for (const button of await page.locator("#examples button").all()) {
      const id = (await button.getAttribute("data-example")) ?? "";
      const group = await button.evaluate(
        (button) => button.parentElement?.previousElementSibling?.textContent?.toLowerCase() ?? "",
      );
      await button.click();
      await settle(page);
      const [words, stage] = await page.evaluate(() => {
        const { report } = /** @type {any} */ (document.querySelector("presend-check"));
        const level = { blocked: "fail", risky: "risk" }[/** @type {"blocked" | "risky"} */ (report.verdict)];
        return [report.verdict, report.findings.find((/** @type {any} */ one) => one.level === level)?.stage];
      });
      if (fine.includes(id)) assert.equal(words, "send", id);
      else assert.match(stage ?? "", stages[group] ?? /^$/, id);
    }
  }));

test("what else is known counts, and is said where it cannot be read", () =>
  onPage(async (page) => {
    await page.locator('[data-example="locked"]').click();
    const field = page.getByLabel("What else is known, as JSON");
    assert.match(await field.inputValue(), /"locked"/);
    await field.fill('{"sender": {"state": "sleepy"}}');
    assert.match(await page.locator("presend-check .fieldfault").innerText(), /sleepy/);
    await field.fill('{"sender": ');
    assert.match(await page.locator("presend-check .fieldfault").innerText(), /not complete JSON/);
    await field.fill("");
    assert.equal(await verdict(page), "Nothing known stands in the way");
  }));
