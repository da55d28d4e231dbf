// <presend-list>: a file is dropped, looked through, filtered, mapped and saved; long lists scroll.
// @ts-check
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { complaints, engine, inBrowser } from "./open.mjs";

const { onPage } = inBrowser({ file: "list.html", ready: "presend-list .drop", timeout: 30_000 });

/** @typedef {import("playwright-core").Page} Page */

const CSV = [
  "name,phone,city",
  "Priya,+91 98765 43210,Pune",
  "Sam,00447912345678,Leeds",
  "Priya N.,+919876543210,Pune",
  ",+44 7912 345678,=1+1",
  "Tom,call me,Köln",
].join("\r\n");

const headline = (/** @type {Page} */ page) => page.locator("presend-list #headline").innerText();
const rows = (/** @type {Page} */ page) => page.locator("presend-list .shown .row");
/** Drops a file as a browser does. @param {Page} page @param {string} text */
const drop = (page, text) =>
  page.locator("presend-list .drop").evaluate((place, text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "people.csv", { type: "text/csv" }));
    for (const type of ["dragover", "drop"]) {
      place.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, composed: true, cancelable: true }));
    }
  }, text);

test("a file is dropped: what is in it, and which rows they are", () =>
  onPage(async (page) => {
    await drop(page, CSV);
    await page.locator("#headline").waitFor();
    assert.equal(await headline(page), "2 of 5 can be written to");
    assert.equal(await rows(page).count(), 5);
    const outcomes = await page.locator(".outcomes").innerText();
    assert.match(outcomes.replace(/\s+/g, " "), /2 can be sent 0 may fail 2 will be refused 1 repeated/);
    await page.locator(".outcomes button", { hasText: "will be refused" }).click();
    await page.getByRole("heading", { name: "2 of 5 rows" }).waitFor();
    assert.match((await rows(page).allInnerTexts()).join(), /00447912345678.*call me/s);
    await page.locator(".tally button", { hasText: "India" }).waitFor();
    await page.getByRole("button", { name: "Show all" }).click();
    await page.getByRole("heading", { name: "5 rows", exact: true }).waitFor();
    await page.locator(".tally button", { hasText: "India" }).click();
    await page.getByRole("heading", { name: "2 of 5 rows" }).waitFor();
    await page.locator(".tally button", { hasText: "India" }).click();
    await page.getByRole("heading", { name: "5 rows", exact: true }).waitFor();
  }));

test("numbers are pasted, and another list begins anew", () =>
  onPage(async (page) => {
    await page.getByLabel("Or paste numbers").fill("+44 7912 345678\n+91 98765 43210");
    await page.getByRole("button", { name: "Look through them" }).click();
    await page.locator("#headline").waitFor();
    assert.equal(await headline(page), "All 2 can be written to");
    // The focus goes along with what was asked for, and what was pasted is still there.
    const focused = () =>
      page.locator("presend-list").evaluate((list) => /** @type {ShadowRoot} */ (list.shadowRoot).activeElement?.id);
    assert.equal(await focused(), "headline");
    await page.getByRole("button", { name: "Another list" }).click();
    await page.getByText("Drop a contact list here").waitFor();
    assert.equal(await focused(), "paste");
    assert.equal(await page.getByLabel("Or paste numbers").inputValue(), "+44 7912 345678\n+91 98765 43210");
  }));

test("a template is chosen: every row is filled, and the one that is chosen is shown", () =>
  onPage(async (page) => {
    await drop(page, CSV);
    await page.getByLabel("What is to be sent").selectOption({ label: "order_update · English" });
    await page.getByLabel("Header {{1}}").selectOption({ label: "city" });
    await page.getByLabel("Body {{1}}").selectOption({ label: "name" });
    await page.getByLabel("Body {{2}}").selectOption({ label: "city" });
    await page.getByLabel("Button “1”").selectOption({ label: "phone" });
    await page.locator("presend-list .reading").waitFor({ state: "detached" });
    await rows(page).nth(3).click();
    const details = page.locator("presend-list .details");
    await details.locator(".bubble").waitFor();
    assert.match(await details.locator(".bubble").innerText(), /Hello \{\{1\}\}, your order .* reach you =1\+1\./s);
    assert.match(await details.locator(".findings").innerText(), /empty|no value|lacks/i);
    await rows(page).nth(0).click();
    assert.match(await details.locator(".bubble").innerText(), /Hello Priya, your order .* reach you Pune\./s);
  }));

const NATIONAL = [
  "name,phone,second,home",
  "Priya,0151 12345678,+447912345678,DE",
  "Ana,0151 12345679,call,Germany",
].join("\n");
const readAgain = (/** @type {Page} */ page) => page.locator("presend-list .reading").waitFor({ state: "detached" });

test("the columns and the country are set right by hand", () =>
  onPage(async (page) => {
    await drop(page, NATIONAL);
    await page.locator("#headline").waitFor();
    assert.equal(await headline(page), "0 of 2 can be written to");
    // It stands open, since numbers lack their country.
    const says = async (/** @type {string} */ words) => {
      await page.locator("#headline", { hasText: words }).waitFor();
      await readAgain(page);
    };
    const column = (/** @type {string} */ label) => page.getByLabel(label, { exact: true });
    assert.match(await page.locator(".told summary").innerText(), /numbers from “phone”/);
    assert.deepEqual(await complaints(page), [], "unfolded");
    await column("Country of each number").selectOption({ label: "home" });
    await says("All 2 can be written to");
    await column("Numbers").selectOption({ label: "second" });
    await says("1 of 2 can be written to");
    assert.match((await rows(page).allInnerTexts()).join(), /\+447912345678.*call/s);
    await column("Numbers").selectOption({ label: "phone" });
    await says("All 2 can be written to");
    await column("Country of each number").selectOption({ label: "No column" });
    await says("0 of 2 can be written to");
    await column("Country").selectOption({ label: "Germany" });
    await says("All 2 can be written to");
    await column("Who wants no messages").selectOption({ label: "home" });
    await page.locator(".tally button", { hasText: "Answer that is not understood" }).waitFor();
    await column("Who wants no messages").selectOption({ label: "No column" });
    await says("All 2 can be written to");
    // Another list has other columns; the country is still that of the same people.
    await page.getByRole("button", { name: "Another list" }).click();
    await page.getByLabel("Or paste numbers").fill("0151 12345678");
    await page.getByRole("button", { name: "Look through them" }).click();
    await says("1 of 1 can be written to");
    assert.equal(await column("Country").inputValue(), "DE");
    assert.equal(await column("Numbers").count(), 0);
  }));

test("a list that is read before the rules have names shows them as soon as they have", () =>
  onPage(async (page) => {
    await page.evaluate(async () => {
      const early = document.createElement("presend-list");
      // Outside of the page an element loads nothing; its worker does.
      await /** @type {any} */ (early).read("phone\n0151 12345678\n");
      document.querySelector("presend-list")?.replaceWith(early);
    });
    await page.locator(".tally button", { hasText: "National form with a leading zero" }).waitFor();
  }));

test("the limit of the account is told: how many days it takes", () =>
  onPage(async (page) => {
    await drop(page, ["phone", ...Array.from({ length: 9 }, (_, at) => `+49151123456${10 + at}`)].join("\n"));
    await page.locator("#headline").waitFor();
    await page.locator(".told summary").click();
    const limit = page.getByLabel("Customers a day by your limit");
    await limit.fill("4");
    await limit.press("Enter");
    const plan = (/** @type {string} */ words) => page.locator(".plan", { hasText: words }).waitFor();
    await plan("9 people on 3 days, 4 on the first");
    const used = page.getByLabel("Of them in the last 24 hours");
    await used.fill("3");
    await used.press("Enter");
    await plan("9 people on 3 days, 1 on the first");
    await limit.fill("");
    await limit.press("Enter");
    await plan("9 people, 1");
  }));

test("in another language, the worker speaks it as well", () =>
  onPage(async (page) => {
    await drop(page, CSV);
    await page.locator("#headline").waitFor();
    const text = () =>
      page.locator("presend-list").evaluate((list) => /** @type {any} */ (list).summary.text.split("\n"));
    assert.equal((await text())[0], "Rows: 5. Sendable: 2. Risky: 0. Blocked: 2. Duplicates: 1.");
    await page.evaluate(() => {
      document.documentElement.lang = "es";
    });
    await page.locator("#headline", { hasText: "Se puede escribir a 2 de 5" }).waitFor();
    await page.waitForFunction(() =>
      /** @type {any} */ (document.querySelector("presend-list")).summary.text.startsWith("Filas: 5. Para enviar: 2."),
    );
    assert.ok((await text()).includes("Encontrado en las filas:"));
    await rows(page).nth(4).click();
    await page.locator("presend-list .details").waitFor();
    assert.doesNotMatch(await page.locator("presend-list .details").innerText(), /\b(the|is|not)\b/);
  }));

test("lists are saved as they came, with what a spreadsheet would run kept safe", () =>
  onPage(async (page) => {
    await drop(page, CSV);
    const save = async (/** @type {RegExp} */ name) => {
      const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
      return [file.suggestedFilename(), await readFile(await file.path(), "utf8")];
    };
    const [name, clean = ""] = await save(/Save the clean list/);
    assert.equal(name, "people-sendable.csv");
    const lines = clean.trimEnd().split("\r\n");
    assert.equal(lines[0], "name,phone,city,presend_digits,presend_status,presend_reason");
    assert.match(lines[1] ?? "", /^Priya,'?\+91 98765 43210,Pune,919876543210,sendable/);
    assert.match(lines[2] ?? "", /,'=1\+1,/);
    assert.equal(lines.length, 3);
    const [, left = ""] = await save(/Save what was left out/);
    assert.equal(left.trimEnd().split("\r\n").length, 4);
  }));

test("a list that holds nobody says so", () =>
  onPage(async (page) => {
    await drop(page, "name,phone\n");
    await page.locator("#headline").waitFor();
    assert.equal(await headline(page), "Nobody is in this list");
    assert.equal(await page.locator(".plan").count(), 0);
    assert.match(await page.locator(".overview").innerText(), /The list has no rows\./);
  }));

test("what is no list says so", () =>
  onPage(async (page) => {
    await drop(page, "\u0000\u0001PNG\u0000\u0000");
    await page.locator("presend-list .fieldfault, presend-list #headline").first().waitFor();
    assert.ok((await page.locator("presend-list").innerText()).length > 20);
  }));

test("with the keyboard alone", () =>
  onPage(async (page) => {
    await page.locator("presend-list input[type=file]").focus();
    await page.getByRole("button", { name: "1,000 made-up contacts" }).focus();
    await page.keyboard.press("Enter");
    const grid = page.getByRole("grid");
    await grid.waitFor();
    await grid.focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("End");
    const last = page.locator('.row[aria-rowindex="1001"]');
    await last.waitFor();
    assert.equal(await last.getAttribute("aria-selected"), "true");
    assert.equal(await grid.getAttribute("aria-activedescendant"), await last.getAttribute("id"));
    await page.getByRole("heading", { name: /^Row 1,000/ }).waitFor();
  }));

test("a million rows: progress, cancel, and a table that scrolls smoothly to its end", () =>
  onPage(async (page) => {
    page.setDefaultTimeout(120_000);
    const million = page.getByRole("button", { name: "A million" });
    await million.click();
    await page.locator("#reading", { hasText: /[1-9]/ }).waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("Drop a contact list here").waitFor();
    await million.click();
    await page.getByRole("heading", { name: "1,000,000 rows", exact: true }).waitFor();
    const grid = page.getByRole("grid");
    // Some nodes, whatever the number of rows.
    assert.ok((await rows(page).count()) < 60);
    const frames = await grid.evaluate(async (grid) => {
      const waits = [];
      let last = performance.now();
      for (let at = 0; at < 60; at++) {
        grid.scrollTop += 400;
        await new Promise(requestAnimationFrame);
        waits.push(performance.now() - last);
        last = performance.now();
      }
      return waits.sort((a, b) => a - b);
    });
    // The others draw without a graphics card here, which says nothing of us.
    if (engine === "chromium") assert.ok((frames[30] ?? 99) < 50, `median frame of ${frames[30]} ms`);
    await grid.evaluate((grid) => {
      grid.scrollTop = grid.scrollHeight;
    });
    const last = page.locator('.row[aria-rowindex="1000001"]');
    await last.waitFor();
    assert.match(await last.innerText(), /1,000,000/);
    const box = await last.boundingBox();
    const edge = await grid.boundingBox();
    assert.ok(box && edge && box.y + box.height <= edge.y + edge.height + 2, "the last row lies within");
  }));

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  for (const width of [320, 1280]) {
    test(`nothing to complain of: ${colorScheme}, ${width} pixels`, () =>
      onPage(
        async (page) => {
          assert.deepEqual(await complaints(page), [], "empty");
          await page.getByRole("button", { name: "1,000 made-up contacts" }).click();
          await rows(page).nth(5).click();
          await page.locator("presend-list .details").waitFor();
          assert.deepEqual(await complaints(page), [], "read");
          const over = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          assert.ok(over <= 0, `${over} pixels beyond the edge`);
        },
        { page: { colorScheme, viewport: { width, height: 900 } } },
      ));
  }
}
