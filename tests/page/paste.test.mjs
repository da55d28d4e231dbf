// What is long is pasted: how much work follows, and when. The work is counted, because times differ from machine to machine.
// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { inBrowser } from "./open.mjs";

const { onPage } = inBrowser({ at: "2026-11-20T12:00:00Z" });

/** @typedef {import("playwright-core").Page} Page */

/** From now on time passes only when a test says so, however busy the machine is. @param {Page} page */
const hold = (page) => page.clock.pauseAt("2026-11-20T13:00:00Z");

/** Counts the calls of the core that an element makes from now on. @param {Page} page @param {string} name */
async function count(page, name) {
  const element = page.locator(name);
  await element.evaluate((/** @type {any} */ element) => {
    const { presend } = element;
    const calls = { check: 0, template: 0, fit: 0 };
    const counted = Object.fromEntries(
      Object.keys(calls).map((call) => [
        call,
        (/** @type {unknown[]} */ ...args) => {
          calls[/** @type {keyof typeof calls} */ (call)]++;
          return presend[call](...args);
        },
      ]),
    );
    element.presend = new Proxy(presend, {
      get: (_, key) =>
        counted[String(key)] ?? (typeof presend[key] === "function" ? presend[key].bind(presend) : presend[key]),
    });
    Object.assign(window, { calls });
  });
  await hold(page);
  return async () => {
    const calls = await page.evaluate(() => ({ .../** @type {any} */ (window).calls }));
    await page.evaluate(() => Object.assign(/** @type {any} */ (window).calls, { check: 0, template: 0, fit: 0 }));
    return calls;
  };
}

/** Pastes over what is in a field. @param {Page} page @param {string} label @param {string} text */
const put = (page, label, text) =>
  page.getByLabel(label, { exact: true }).evaluate((field, text) => {
    /** @type {HTMLTextAreaElement} */ (field).value = text;
    field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
  }, text);

const LONG = "Hello there, https://example.com is *bold* and _it_.\n".repeat(1900);
/** @param {number} count */
const templates = (count) =>
  Array.from({ length: count }, (_, i) => ({
    name: `order_update_${i}`,
    language: "en",
    category: "UTILITY",
    status: "APPROVED",
    components: [{ type: "BODY", text: "Hello {{1}}, your order has left.", example: { body_text: [["Priya"]] } }],
  }));
/** A template with very many buttons. @param {number} count */
const buttons = (count) => {
  const [template] = templates(1);
  const list = Array.from({ length: count }, (_, i) => ({ type: "QUICK_REPLY", text: `${i}: a button of many words` }));
  return {
    ...template,
    components: [
      { type: "BODY", text: "Hello" },
      { type: "BUTTONS", buttons: list },
    ],
  };
};

test("a short text is judged with every key, a long one once, when the typing pauses", () =>
  onPage(async (page) => {
    const calls = await count(page, "presend-check");
    await calls();
    await put(page, "Text", "Hello");
    assert.equal((await calls()).check, 1);
    for (let key = 0; key < 5; key++) {
      await put(page, "Text", LONG + "x".repeat(key));
      await page.clock.runFor(100);
    }
    assert.deepEqual(await calls(), { check: 0, template: 0, fit: 0 });
    await page.clock.runFor(300);
    assert.deepEqual(await calls(), { check: 1, template: 1, fit: 0 });
    const { length } = await page
      .locator("presend-check")
      .evaluate((/** @type {any} */ element) => element.draft.message.text);
    assert.equal(length, LONG.length + 4);
    // What is short again is judged at once.
    await put(page, "Text", "Hello");
    assert.equal((await calls()).check, 1);
  }));

test("the preview shows as much of a text as a message may hold", () =>
  onPage(async (page) => {
    await put(page, "Text", LONG);
    await page.clock.runFor(300);
    const body = page.locator("presend-check .bubble .body");
    const shown = await body.evaluate((node) => node.textContent ?? "");
    assert.match(shown, / …$/);
    assert.ok(shown.length < 4200, `${shown.length} characters`);
    assert.equal(await body.locator("strong").first().textContent(), "bold");
    const nodes = await page.locator("presend-check").evaluate((element) => {
      return element.shadowRoot?.querySelectorAll(".bubble *, .mirror *").length ?? 0;
    });
    assert.ok(nodes < 400, `${nodes} elements for a text of ${LONG.length}`);
  }));

test("marks inside each other are shown as they stand", () =>
  onPage(async (page) => {
    await put(page, "Text", "* one *bold _both_ bold* `code`\n> quoted ~gone~\n*a* {{1}} _b_");
    const html = await page.locator("presend-check .bubble .body").evaluate((body) => {
      const copy = /** @type {HTMLElement} */ (body.cloneNode(true));
      for (const node of copy.querySelectorAll("*")) node.removeAttribute("dir");
      return copy.innerHTML.replace(/<!--.*?-->/g, "");
    });
    assert.equal(
      html,
      '<span class="item">•&nbsp;one <strong>bold <em>both</em> bold</strong> <code>code</code></span>\n' +
        '<span class="quote">quoted <s>gone</s></span>\n<strong>a</strong> <span class="open">{{1}}</span> <em>b</em>',
    );
  }));

test("templates that are pasted are read when the typing pauses", () =>
  onPage(async (page) => {
    await page.getByRole("radio", { name: "Template" }).check();
    await page.getByText("Use your own templates").click();
    const calls = await count(page, "presend-check");
    await calls();
    const field = "Paste the list as the Graph API returns it. It stays on this page.";
    await put(page, field, JSON.stringify(templates(300)));
    assert.deepEqual(await calls(), { check: 0, template: 0, fit: 0 });
    await page.clock.runFor(300);
    await page.getByText("300 templates read").waitFor();
    const { check, fit } = await calls();
    assert.ok(check <= 3 && fit === 1, `${check} checks, ${fit} looks at all templates`);
    await put(page, field, `${JSON.stringify(templates(300))}]`);
    await page.clock.runFor(300);
    assert.match(await page.locator("presend-check .own [role=alert]").innerText(), /not complete JSON/);
    assert.equal(await page.locator("#template option").count(), 302);
  }));

test("a long document: where its values stand is looked up once, and very many findings are shown when asked for", () =>
  onPage(
    async (page) => {
      await hold(page);
      const document = JSON.stringify(buttons(800), null, 2);
      await page.evaluate((document) => {
        // That of the page: Firefox runs this beside it. What finds elements reads texts of its own with it.
        const own = /** @type {any} */ (window).JSON;
        const { parse } = own;
        Object.assign(window, { parsed: 0 });
        own.parse = (/** @type {unknown[]} */ ...args) => {
          if (document.includes(String(args[0]))) /** @type {any} */ (window).parsed++;
          return parse(...args);
        };
      }, document);
      const parsed = () => page.evaluate(() => /** @type {number} */ (/** @type {any} */ (window).parsed));
      await put(page, "Template as JSON", document);
      assert.equal(await parsed(), 0);
      await page.clock.runFor(300);
      const texts = (document.match(/"/g) ?? []).length / 2;
      const read = await parsed();
      assert.ok(read > 0 && read < 2 * texts + 10, `${read} texts read of ${texts}`);

      const template = page.locator("presend-template");
      const entries = template.locator(".findings > li");
      assert.equal(await entries.count(), 20);
      const more = template.getByRole("button", { name: /^Show \d+ more$/ });
      const left = Number(/\d+/.exec(await more.innerText())?.[0]);
      await more.click();
      assert.equal(await entries.count(), 20 + left);
      assert.equal(await more.count(), 0);
      assert.ok((await template.locator(".slots .field").count()) <= 200);
      assert.ok((await template.locator(".bubble li").count()) <= 25);
      assert.ok((await template.locator(".edits button").count()) <= 20);
    },
    { file: "template.html", ready: "presend-template .answer" },
  ));

test("in a long document a place is shown where it stands", () =>
  onPage(
    async (page) => {
      const list = templates(200);
      const last = /** @type {any} */ (list.at(-1));
      last.components[0].text = "Hello {{1}}, your order has left. Yours, {{2}}";
      last.components[0].example.body_text[0].push("Ben");
      await put(page, "Template as JSON", JSON.stringify(list, null, 2));
      await page.clock.runFor(300);
      await page.getByLabel("200 templates were read").selectOption({ index: 199 });
      await page.locator("presend-template .answer").getByRole("button", { name: "Show the place" }).click();
      const seen = await page
        .getByLabel("Template as JSON")
        .evaluate((/** @type {HTMLTextAreaElement} */ { selectionStart, scrollTop }) => ({
          selectionStart,
          scrollTop,
        }));
      assert.ok(seen.selectionStart > 40_000, `selected at ${seen.selectionStart}`);
      assert.ok(seen.scrollTop > 10_000, `scrolled to ${seen.scrollTop}`);
    },
    { file: "template.html", ready: "presend-template .answer" },
  ));
