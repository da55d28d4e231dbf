// <presend-template>: pasting, the place of what is wrong, filling in, and the phone.
// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { complaints, inBrowser } from "./open.mjs";

const { onPage } = inBrowser({ file: "template.html", ready: "presend-template .answer" });

/** @typedef {import("playwright-core").Page} Page */

const json = (/** @type {Page} */ page) => page.getByLabel("Template as JSON");
const verdict = (/** @type {Page} */ page) => page.locator("presend-template #verdict").innerText();
const hello = {
  name: "hello",
  language: "en",
  category: "UTILITY",
  components: [{ type: "BODY", text: "Hello {{1}}, how *are* you?", example: { body_text: [["Sam"]] } }],
};

test("what would be refused is marked where it stands, and gone once it is put right", () =>
  onPage(async (page) => {
    assert.equal(await verdict(page), "Would be refused");
    assert.match(await page.locator(".answer .reason").innerText(), /begins or ends with \{\{2\}\}/);
    assert.equal(await page.locator("presend-template mark.fail").innerText(), "{{2}}");
    await page.getByRole("button", { name: "Show the place" }).click();
    assert.equal(
      await json(page).evaluate((area) => {
        const { value, selectionStart, selectionEnd } = /** @type {HTMLTextAreaElement} */ (area);
        return value.slice(selectionStart, selectionEnd);
      }),
      "{{2}}",
    );
    await page.keyboard.press("ArrowRight");
    await page.keyboard.type(".");
    assert.equal(await verdict(page), "Nothing known stands in its way");
    assert.equal(await page.locator("presend-template mark").count(), 0);
  }));

test("a template is pasted, filled in, seen on a phone and copied as a message", () =>
  onPage(
    async (page) => {
      await json(page).fill(JSON.stringify({ ...hello, status: "APPROVED" }));
      assert.equal(await verdict(page), "Nothing known stands in its way");
      assert.match(await page.locator(".answer").innerText(), /Its status lets it be sent/);
      const bubble = page.locator("presend-template .bubble");
      assert.match(await bubble.innerText(), /Hello \{\{1\}\}, how are you\?/);
      assert.equal(await bubble.locator("strong").innerText(), "are");
      assert.equal(await page.getByRole("button", { name: "Copy the message that sends it" }).count(), 0);
      await page.getByLabel("Body {{1}}").fill("<b>Priya</b>");
      assert.match(await bubble.innerText(), /Hello <b>Priya<\/b>, how are you\?/);
      await page.getByRole("button", { name: "Copy the message that sends it" }).click();
      await page.getByRole("button", { name: "Copied" }).waitFor();
      const payload = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
      assert.equal(payload.to, "");
      assert.deepEqual(payload.template.components, [
        { type: "body", parameters: [{ type: "text", text: "<b>Priya</b>" }] },
      ]);
    },
    { page: { permissions: ["clipboard-read", "clipboard-write"] } },
  ));

test("a template without a fault is copied as it is submitted", () =>
  onPage(
    async (page) => {
      await json(page).fill(JSON.stringify({ ...hello, id: "1", status: "APPROVED" }));
      await page.getByRole("button", { name: "Copy the template to submit" }).click();
      await page.getByRole("button", { name: "Copied" }).waitFor();
      const creation = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
      assert.equal(creation.name, "hello");
      assert.deepEqual(creation.components, hello.components);
      assert.equal(creation.status, undefined);
    },
    { page: { permissions: ["clipboard-read", "clipboard-write"] } },
  ));

test("the phone shows what the marks of a text mean", () =>
  onPage(async (page) => {
    const text = "Hi {{1}}: *new _and_ ~old~*\n* one\n> a *quote*\n```code``` <i>x</i>!";
    await json(page).fill(
      JSON.stringify({ ...hello, components: [{ type: "BODY", text, example: { body_text: [["Sam"]] } }] }),
    );
    const body = page.locator("presend-template .bubble .body");
    assert.equal(await body.locator("strong").first().innerText(), "new and old");
    assert.equal(await body.locator("strong em").innerText(), "and");
    assert.equal(await body.locator("strong s").innerText(), "old");
    assert.match(await body.locator(".item").innerText(), /•\u00a0one/);
    assert.equal(await body.locator(".quote strong").innerText(), "quote");
    assert.equal(await body.locator("code").innerText(), "code");
    assert.match(await body.innerText(), /<i>x<\/i>!/);
  }));

test("a value that breaks the message is marked in its field, and one click puts it right and back", () =>
  onPage(async (page) => {
    await json(page).fill(JSON.stringify(hello));
    const field = page.getByLabel("Body {{1}}");
    await field.fill("a\nb");
    await page.getByRole("button", { name: /Replace/ }).click();
    assert.equal(await field.inputValue(), "a b");
    await page.getByRole("button", { name: "Undo" }).click();
    assert.equal(await field.inputValue(), "a\nb");
  }));

test("of several, one is looked at, and its place in the list is marked", () =>
  onPage(async (page) => {
    const bad = { ...hello, name: "Bad Name" };
    await json(page).fill(JSON.stringify({ data: [hello, bad] }, null, 1));
    assert.equal(await verdict(page), "Nothing known stands in its way");
    await page.getByLabel("2 templates were read").selectOption({ index: 1 });
    assert.equal(await verdict(page), "Would be refused");
    const all = await page.locator("presend-template mark.fail").allInnerTexts();
    assert.ok(all.length > 0 && all.every((text) => "Bad Name".includes(text)), all.join());
  }));

test("JSON that is not complete says where, and keeps the last answer", () =>
  onPage(async (page) => {
    await json(page).fill('{"name": "a",\n"components": [');
    assert.equal(await verdict(page), "Cannot be judged yet");
    assert.match(
      await page.locator("presend-template .fieldfault").innerText(),
      /not complete JSON yet \(at the end\)/,
    );
    await json(page).fill("7");
    assert.ok((await page.locator(".answer .reason").innerText()).length > 10);
    await json(page).fill("");
    assert.match(await verdict(page), /Paste a template/);
    await json(page).fill(JSON.stringify(hello));
    assert.equal(await verdict(page), "Nothing known stands in its way");
  }));

test("more than three buttons fold as on a phone", () =>
  onPage(async (page) => {
    await page.getByRole("button", { name: "Many buttons" }).click();
    const bubble = page.locator("presend-template .bubble");
    assert.equal(await bubble.locator("li:visible").count(), 2);
    await bubble.getByText("See all options").click();
    assert.equal(await bubble.locator("li:visible").count(), 5);
  }));

test("the cards of a carousel are filled, swiped, and reached with the keyboard", () =>
  onPage(
    async (page) => {
      await page.getByRole("button", { name: "Cards to swipe" }).click();
      const cards = page.getByRole("list", { name: /^Cards:/ });
      assert.deepEqual(
        await cards.locator(":scope > li").evaluateAll((all) => all.map((card) => card.getAttribute("aria-label"))),
        ["Card 1", "Card 2", "Card 3"],
      );
      assert.match(
        await cards.getByLabel("Card 2").innerText(),
        /The short blue one, for \{\{1\}\}\.\s+Put it aside for me\s+See it/,
      );
      await page.getByLabel("Card 2 · Body {{1}}").fill("<i>140 €</i>");
      assert.match(await cards.getByLabel("Card 2").innerText(), /The short blue one, for <i>140 €<\/i>\./);
      assert.match(await cards.getByLabel("Card 1").innerText(), /\{\{1\}\}/);
      // A button is called by its words, as in the message itself.
      assert.equal(await page.getByLabel("Card 1 · Button “Put it aside for me” payload (optional)").count(), 1);
      await cards.focus();
      const before = await cards.evaluate(({ scrollLeft }) => scrollLeft);
      for (let i = 0; i < 10; i++) await page.keyboard.press("ArrowRight");
      await page.waitForFunction((cards) => cards && cards.scrollLeft > 20, await cards.elementHandle());
      assert.equal(before, 0);
      assert.deepEqual(await complaints(page), []);
    },
    { page: { viewport: { width: 360, height: 800 } } },
  ));

for (const width of [320, 1280]) {
  test(`every example, at ${width} pixels: answered, and nothing reaches beyond`, () =>
    onPage(
      async (page) => {
        const fine = ["One that is fine", "Many buttons", "Cards to swipe", "Offer that ends"];
        for (const button of await page.locator("#examples button").all()) {
          await button.click();
          const label = await button.innerText();
          assert.equal(
            await verdict(page),
            fine.includes(label) ? "Nothing known stands in its way" : "Would be refused",
            label,
          );
          const over = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          assert.ok(over <= 0, `${label}: ${over} pixels`);
        }
      },
      { page: { viewport: { width, height: 800 } } },
    ));
}
