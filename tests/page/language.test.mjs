// The language of the pages: chosen in the header, spoken by the page and its elements, kept for the next page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inBrowser } from "./open.mjs";

const { onPage } = inBrowser();

const PAGES = {
  "index.html": "presend-check .answer",
  "template.html": "presend-template .answer",
  "list.html": "presend-list .drop",
  "inbox.html": "[data-person] [data-state]",
};

/** What the page itself says, elements and code aside. @param {import("playwright-core").Page} page */
const said = (page) =>
  page.evaluate(() => {
    /** @type {string[]} */
    const texts = [];
    const walk = (/** @type {Element} */ root) => {
      for (const node of root.childNodes) {
        if (node instanceof Text) texts.push(node.data.trim().replace(/\s+/g, " "));
        else if (
          node instanceof Element &&
          !node.matches(
            "script, style, noscript, pre, .presend-static, .last, .who, #messages, #with, option, [hidden]",
          )
        )
          walk(node);
      }
      for (const name of ["aria-label", "placeholder"]) texts.push(root.getAttribute(name) ?? "");
    };
    walk(document.body);
    return [document.title, ...texts].filter((text) => /\p{L}{2}/u.test(text) && text !== "presend");
  });

for (const [file, ready] of Object.entries(PAGES)) {
  for (const tag of ["es", "pt-BR"]) {
    test(`${file} speaks ${tag} throughout, and English again`, () =>
      onPage(
        async (page) => {
          const english = await said(page);
          await page.locator("#language").selectOption(tag);
          await page.locator(`html[lang="${tag}"]`).waitFor({ state: "attached" });
          await page.waitForFunction(() => !/Sent from/.test(document.querySelector("header")?.textContent ?? ""));
          const other = await said(page);
          assert.equal(other.length, english.length);
          // Names, and words that are the same in both.
          const same = other.filter((text) => english.includes(text) && !/^(\+[\d ]+|Marketing)$/.test(text));
          assert.deepEqual(same, []);
          const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(over <= 0, `${over} pixels too wide`);
          await page.locator("#language").selectOption("en");
          await page.locator('html[lang="en"]').waitFor({ state: "attached" });
          assert.deepEqual(await said(page), english);
        },
        { file, ready, page: { viewport: { width: 360, height: 740 } } },
      ));
  }
}

test("what was chosen is spoken by the next page, and an address may name a language", () =>
  onPage(async (page) => {
    await page.locator("#language").selectOption("es");
    await page.getByRole("heading", { name: "¿Llegará este mensaje de WhatsApp?" }).waitFor();
    await page.getByText("Ventana de respuesta").first().waitFor();
    await page.getByRole("link", { name: "Plantilla", exact: true }).click();
    await page.getByRole("heading", { name: "¿Aceptará Meta esta plantilla?" }).waitFor();
    assert.equal(await page.locator("#language").inputValue(), "es");
    await page.goto(page.url().replace("template.html", "list.html?lang=pt-BR"));
    await page.getByRole("heading", { name: "Para quais destes contatos dá para escrever?" }).waitFor();
  }));

for (const lang of ["toString", "__proto__", "xx", "es'"]) {
  test(`an address that names no language, ${lang}, is answered in English`, () =>
    onPage(
      async (page) => {
        assert.equal(await page.locator("h1").innerText(), "Will this WhatsApp message go through?");
        assert.equal(await page.locator("#language").inputValue(), "en");
      },
      { file: `index.html?lang=${lang}` },
    ));
}

test("a language that cannot be fetched leaves the page in the one that it speaks", () =>
  onPage(
    async (page) => {
      await page.waitForLoadState("networkidle");
      await page.context().setOffline(true);
      await page.locator("#language").selectOption("es");
      await page.waitForFunction(
        () => /** @type {HTMLSelectElement} */ (document.querySelector("#language")).value === "en",
      );
      assert.equal(await page.locator("h1").innerText(), "Will this WhatsApp message go through?");
      assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
    },
    { allow: /Failed to (load|fetch)|ERR_INTERNET|ERR_CONNECTION/i },
  ));

test("the held button of the inbox is translated with everything else", () =>
  onPage(
    async (page) => {
      await page.locator('[data-person="closed"]').click();
      await page.locator("#language").selectOption("es");
      await page.getByRole("heading", { name: "Una bandeja que lo sabe antes de enviar" }).waitFor();
      await page.waitForFunction(() => document.querySelector("#send")?.textContent === "Elegir plantilla");
      await page.locator("#write").click();
      await page.waitForFunction(() => document.querySelector("#send")?.textContent === "Enviar");
    },
    { file: "inbox.html", ready: "[data-person] [data-state]" },
  ));
