// <presend-check> as a person uses it: typing, choosing, accepting, and looking on while time passes.
// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { inBrowser } from "./open.mjs";

const NOW = "2026-11-20T12:00:00Z";

const { onPage } = inBrowser({ at: NOW });

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page */
const verdict = (page) => page.locator("presend-check #verdict").innerText();
/** @param {Page} page */
const reason = (page) => page.locator("presend-check .reason").innerText();
/** @param {Page} page @param {string} words @param {RegExp} [why] */
async function says(page, words, why) {
  // The page answers within a frame; what it says is compared here, so that a failure shows it.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  assert.equal(await verdict(page), words);
  if (why) assert.match((await reason(page)).replaceAll("\u00a0", " "), why);
}

const SEND = "Nothing known stands in the way";
const RISK = "May fail";
const REFUSED = "Will be refused";

// The recipients. The customer has just written, so that only the number decides.
for (const [typed, words, why, read] of /** @type {[string, string, RegExp | undefined, RegExp][]} */ ([
  ["919876543210", SEND, undefined, /^India · mobile/],
  ["14155551234", SEND, undefined, /^United States · mobile or landline/],
  ["+447123456789", SEND, undefined, /^United Kingdom · mobile/],
  ["+91 98765 43210", SEND, undefined, /^India · mobile.*919876543210/s],
  ["00447123456789", REFUSED, /begins with 00/, /Not read/],
  ["07123456789", REFUSED, /begins with 0, so its country code is missing/, /Not read/],
  ["+44 71a3 456789", REFUSED, /holds “a”/, /./],
  ["call me", REFUSED, /./, /Not read/],
  ["US.13491208655302741918", SEND, undefined, /User id/],
  ["", REFUSED, /There is no recipient yet/, /Phone number with its country code/],
])) {
  test(`recipient typed: ${typed || "nothing"}`, () =>
    onPage(async (page) => {
      await page.getByRole("button", { name: "just now" }).click();
      await page.getByLabel("To", { exact: true }).fill("");
      await page.getByLabel("To", { exact: true }).pressSequentially(typed);
      await says(page, words, why);
      assert.match(await page.locator("#field-to-hint").innerText(), read);
    }));
}

test("a number in national form is read once its country is named", () =>
  onPage(async (page) => {
    await page.getByRole("button", { name: "just now" }).click();
    await page.getByLabel("To", { exact: true }).fill("07912 345678");
    await says(page, REFUSED, /country code is missing/);
    await page.getByLabel("Country").selectOption("GB");
    await says(page, SEND);
    assert.match(await page.locator("#field-to-hint").innerText(), /as \+447912345678/);
  }));

// The window.
for (const [choice, words, why, meter] of /** @type {[string, string, RegExp | undefined, RegExp][]} */ ([
  ["just now", SEND, undefined, /Open, (24 h|23 h 59 min) left/],
  ["23 h 59 min ago", RISK, /closes in (1 min|5\d s)/, /Closing in (1 min|5\d s)/],
  ["24 h 1 min ago", REFUSED, /closed 1 min ago/, /Closed 1 min ago/],
  ["never", REFUSED, /never written/, /Never opened/],
  ["not known", RISK, /not given/, /Not known/],
])) {
  test(`last customer message: ${choice}`, () =>
    onPage(async (page) => {
      await page.getByRole("button", { name: choice, exact: true }).click();
      await says(page, words, why);
      assert.match((await page.locator("presend-check .window").innerText()).replaceAll("\u00a0", " "), meter);
    }));
}

test("a time is typed in the reader's own zone, and answered in it", () =>
  onPage(async (page) => {
    // 14:05 in Berlin is 13:05 UTC, so the window closes an hour and five minutes from now.
    await page.getByLabel("Last customer message").fill("2026-11-19T14:05");
    await says(page, SEND);
    assert.match(
      (await page.locator("presend-check .window").innerText()).replaceAll("\u00a0", " "),
      /Open, 1 h [45] min left\s+Free text until today at 14:05/,
    );
    await page.getByLabel("Last customer message").fill("2026-11-18T14:05");
    await says(page, REFUSED, /closed 22 h 5[56] min ago/);
    assert.match(await page.locator("presend-check .local").innerText(), /That was yesterday at 14:05/);
  }));

test("a time stamp that cannot be read is said at its field, and typing on recovers", () =>
  onPage(async (page) => {
    await page.getByRole("button", { name: "Paste a time stamp" }).click();
    const field = page.getByLabel("Last customer message");
    await field.fill("yesterday");
    await says(page, "Cannot be judged yet");
    assert.match(
      await page.locator("presend-check .fieldfault").innerText(),
      /“yesterday” is no time that can be read/,
    );
    assert.match(await page.getByLabel("Text", { exact: true }).inputValue(), /^Hi Priya/);
    await field.fill("1795175940");
    await says(page, SEND);
    assert.equal(await page.locator("presend-check .fieldfault").count(), 0);
  }));

test("the window lapses while the page is open", () =>
  onPage(async (page) => {
    await page.getByRole("button", { name: "23 h 59 min ago" }).click();
    await says(page, RISK);
    await page.getByLabel("Text", { exact: true }).fill("Still typing this");
    await page.clock.runFor(30_000);
    assert.match(
      (await page.locator("presend-check .window").innerText()).replaceAll("\u00a0", " "),
      /Closing in (30|29|28) s/,
    );
    await page.clock.runFor(31_000);
    await says(page, REFUSED, /closed/);
    assert.equal(await page.getByLabel("Text", { exact: true }).inputValue(), "Still typing this");
    await page.clock.runFor(2000);
    assert.match(await page.locator("presend-check [role=status]").innerText(), /^Will be refused/);
  }));

test("a tab that wakes up looks at the clock", () =>
  onPage(async (page) => {
    await page.getByRole("button", { name: "just now" }).click();
    await says(page, SEND);
    await page.clock.setSystemTime(new Date("2026-11-21T13:00:00Z"));
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await says(page, REFUSED, /closed (1 h|59 min) ago/);
  }));

// Templates.
/** @param {Page} page @param {string} option */
async function choose(page, option) {
  await page.getByRole("radio", { name: "Template" }).check();
  await page.getByLabel("Template", { exact: true }).last().selectOption({ label: option });
}

test("an approved template with the right values", () =>
  onPage(async (page) => {
    await choose(page, "order_update · English");
    await says(page, REFUSED, /lacks \{\{1\}\}: 0 of 1 value given/);
    await page.getByLabel("Header {{1}}").fill("84213");
    await page.getByLabel("Body {{1}}").fill("Priya");
    await says(page, REFUSED, /lacks \{\{2\}\}: 1 of 2 values given/);
    await page.getByLabel("Body {{2}}").fill("on Monday");
    await says(page, REFUSED, /The button “Track the parcel” needs/);
    await page.getByLabel("Button “Track the parcel” {{1}}").fill("84213");
    await says(page, SEND);
    assert.match(
      await page.locator("presend-check .bubble").innerText(),
      /Order 84213\s+Hello Priya, your order has left our warehouse and should reach you on Monday\./,
    );
    assert.ok(await page.getByRole("button", { name: "Copy the API payload" }).isVisible());
  }));

test("an example with too few and with too many values", () =>
  onPage(async (page) => {
    await page.getByRole("button", { name: "A value missing" }).click();
    await says(page, REFUSED, /lacks \{\{2\}\}/);
    await page.getByRole("button", { name: "Fill in: Body {{2}}" }).click();
    await page.keyboard.type("on Monday");
    await says(page, SEND);
    await page.getByRole("button", { name: "A value too many" }).click();
    await says(page, REFUSED, /takes 2 values, 3 are given/);
    await page.getByRole("button", { name: "Take out {{3}}" }).click();
    await says(page, SEND);
  }));

test("a paused template, and one that is not approved yet", () =>
  onPage(async (page) => {
    await choose(page, "come_back · English · paused");
    await says(page, REFUSED, /“come_back” is paused/);
    await choose(page, "order_update · Brazilian Portuguese · pending");
    await says(page, REFUSED, /not approved yet/);
  }));

test("a template in a language that it does not have", () =>
  onPage(async (page) => {
    await choose(page, "Another name or language …");
    await page.getByLabel("Name", { exact: true }).fill("order_update");
    await page.getByLabel("Language", { exact: true }).fill("fr");
    await says(page, REFUSED, /does not exist in “fr”/);
  }));

test("the way out of a closed window is a template, and back", () =>
  onPage(async (page) => {
    await says(page, REFUSED, /window closed/);
    await page.getByRole("button", { name: "Use order_update (English)" }).click();
    await says(page, REFUSED, /lacks \{\{1\}\}: 0 of 1 value given/);
    await page.getByRole("button", { name: "Undo" }).click();
    await says(page, REFUSED, /window closed/);
    assert.match(await page.getByLabel("Text", { exact: true }).inputValue(), /^Hi Priya/);
  }));

/** Where the focus is, through shadow roots. @param {Page} page */
const focused = (page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.id ?? "";
  });

test("after a template was taken the first value that is missing is typed", () =>
  onPage(async (page) => {
    await page.getByRole("button", { name: "Use order_update (English)" }).click();
    await page.waitForTimeout(50);
    assert.equal(await focused(page), "field-value-header-1");
    assert.match(await page.locator("presend-check .undo").innerText(), /^Done: order_update \(English\)\./);
  }));

test("after a template without values was taken the answer is read", () =>
  onPage(async (page) => {
    await page.getByRole("button", { name: "never", exact: true }).click();
    await page.getByRole("button", { name: "Use we_have_a_question (English)" }).click();
    await page.waitForTimeout(50);
    assert.equal(await focused(page), "verdict");
    await says(page, SEND);
  }));

for (const example of ["closed", "never", "paused", "pending", "language", "us-marketing", "opted-out"]) {
  test(`the first button uses the template that the sentence names: ${example}`, () =>
    onPage(async (page) => {
      await page.locator(`[data-example="${example}"]`).click();
      await says(page, REFUSED);
      const sentence = await page.locator("presend-check .fix").innerText();
      const [, name] = /template “(\w+)”/.exec(sentence) ?? [];
      assert.ok(name, sentence);
      const button = page.locator("presend-check .answer .primary");
      assert.match(await button.innerText(), new RegExp(`^Use ${name} `));
    }));
}

test("of a link only its end is asked for", () =>
  onPage(async (page) => {
    await page.getByRole("button", { name: "End of a link missing" }).click();
    await says(page, REFUSED, /^The button “Track the parcel” needs a value, and none is given\.$/);
    const field = page.getByLabel("Button “Track the parcel” {{1}}");
    assert.equal(await field.getAttribute("placeholder"), "84213");
    const hint = page.locator("#field-value-button-0-hint");
    assert.match(await hint.innerText(), /Needs a value https:\/\/shop\.example\/track\/\{\{1\}\}$/);
    await page.getByRole("button", { name: "Fill in: Button “Track the parcel” {{1}}" }).click();
    await page.keyboard.type("7");
    assert.equal(await hint.innerText(), "https://shop.example/track/7");
  }));

test("an edit is offered where it was typed, accepted and undone", () =>
  onPage(async (page) => {
    await page.getByRole("button", { name: "just now" }).click();
    const field = page.getByLabel("To", { exact: true });
    await field.fill("00 44 7912 345678");
    await says(page, REFUSED);
    assert.equal(await page.locator("presend-check .mirror mark.fail").first().innerText(), "00");
    await page.locator("presend-check .edits button", { hasText: "Replace 00 by +" }).click();
    assert.equal(await field.inputValue(), "+44 7912 345678");
    await says(page, SEND);
    assert.equal(
      await field.evaluate((input) => /** @type {ShadowRoot} */ (input.getRootNode()).activeElement === input),
      true,
    );
    await page.getByRole("button", { name: "Undo" }).click();
    assert.equal(await field.inputValue(), "00 44 7912 345678");
    await says(page, REFUSED);
  }));

test("templates of one's own: broken JSON is said at its field, and the rest goes on", () =>
  onPage(async (page) => {
    await page.getByRole("radio", { name: "Template" }).check();
    await page.getByText("Use your own templates").click();
    const field = page.getByLabel(/Paste the list/);
    await field.fill('[{"name": "hello",');
    assert.match(await page.locator("presend-check .fieldfault").innerText(), /not complete JSON yet/);
    await field.fill(
      '[{"name":"hello","language":"en","status":"APPROVED","category":"UTILITY","components":[{"type":"BODY","text":"<img src=x onerror=alert(1)> Hi"}]}]',
    );
    assert.match(await page.locator("presend-check .own", { hasText: "Use your own" }).innerText(), /1 template read/);
    await choose(page, "hello · English");
    await says(page, SEND);
    assert.match(await page.locator("presend-check .bubble").innerText(), /<img src=x onerror=alert\(1\)> Hi/);
    await field.fill("7");
    assert.ok((await page.locator("presend-check .fieldfault").innerText()).length > 10);
    await page.getByRole("button", { name: "Back to the samples" }).click();
    assert.equal(await page.locator("presend-check .fieldfault").count(), 0);
  }));

test("a payload as JSON", () =>
  onPage(async (page) => {
    await page.getByRole("button", { name: "just now" }).click();
    await page.getByRole("radio", { name: "API payload" }).check();
    const field = page.getByLabel("Cloud API payload as JSON");
    assert.match(await field.inputValue(), /"messaging_product": "whatsapp"/);
    await says(page, SEND);
    await field.fill('{ "type": "text", "text": { "body": "" } }');
    await says(page, REFUSED, /no text/);
    await field.fill('{ "type": "text", "text": { "body": "Gr\\u00fc\\u00dfe, {{name}}!" } }');
    await says(page, RISK, /\{\{name\}\}/);
    assert.equal(await page.locator("presend-check .mirror mark.risk").innerText(), "{{name}}");
    await field.fill('{ "type": "text", "text": ');
    await says(page, "Cannot be judged yet");
    await field.fill('{ "type": "text", "text": { "body": "Hi" } }');
    await says(page, SEND);
  }));

test("with the keyboard alone", () =>
  onPage(async (page) => {
    const active = () =>
      page.evaluate(() => {
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        return element?.id || element?.textContent?.trim() || element?.tagName || "";
      });
    const seen = [];
    for (let i = 0; i < 30 && seen.at(-1) !== "field-text"; i++) {
      await page.keyboard.press("Tab");
      seen.push(await active());
    }
    assert.equal(seen[0], "To the content");
    assert.ok(
      seen.indexOf("field-to") < seen.indexOf("last") && seen.indexOf("last") < seen.indexOf("field-text"),
      seen.join(" → "),
    );
    await page.getByLabel("To", { exact: true }).focus();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("0044 7912 345678");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.equal(await page.getByLabel("To", { exact: true }).inputValue(), "+44 7912 345678");
  }));

test("the answer comes after the form and before the examples, for the keyboard and on a narrow screen", () =>
  onPage(async (page) => {
    await page.getByText("Sender, contact, limits").focus();
    await page.keyboard.press("Tab");
    const words = await page.evaluate(
      () => document.activeElement?.shadowRoot?.activeElement?.textContent?.trim() ?? "",
    );
    assert.match(words, /^Use order_update/);
    const boxes = async () => [
      await page.locator("presend-check .verdict").boundingBox(),
      await page.locator("presend-check #examples").boundingBox(),
    ];
    const [wide, beneath] = await boxes();
    assert.ok(wide && beneath && beneath.x < wide.x && wide.y < beneath.y);
    await page.setViewportSize({ width: 360, height: 640 });
    const [narrow, after] = await boxes();
    assert.ok(narrow && after && after.y > narrow.y + narrow.height);
  }));

test("on a narrow screen the verdict sticks to the top edge", () =>
  onPage(
    async (page) => {
      await page.getByLabel("Text", { exact: true }).scrollIntoViewIfNeeded();
      await page.mouse.wheel(0, 300);
      const bar = page.locator("presend-check .bar");
      await page.waitForTimeout(100);
      const box = await bar.boundingBox();
      assert.ok(box && Math.abs(box.y) < 1, String(box?.y));
      assert.match(await bar.innerText(), /Will be refused/);
      // Two lines say more than one, and are not cut in the middle of a letter.
      const { height } = (await page.locator("presend-check .bar-reason").boundingBox()) ?? { height: 0 };
      assert.ok(height > 35 && height < 45, String(height));
      await bar.click();
      await page.locator("presend-check #verdict").waitFor();
      // Where the whole of it is in sight, nothing covers it.
      await page.waitForTimeout(100);
      const over = await bar.boundingBox();
      const verdict = await page.locator("presend-check .answer").boundingBox();
      assert.ok(over && verdict && over.y + over.height <= verdict.y, `${over?.y} ${verdict?.y}`);
      await page.locator('[data-example="00"]').click();
      await page.waitForTimeout(100);
      assert.ok(Math.abs((await bar.boundingBox())?.y ?? 999) < 60);
      assert.match(await bar.innerText(), /begins with 00/);
    },
    { page: { viewport: { width: 360, height: 640 }, hasTouch: true } },
  ));

test("the host is told what is answered", () =>
  onPage(async (page) => {
    await page.evaluate(() => {
      document.addEventListener("presend-report", (event) => {
        /** @type {any} */ (window).told = /** @type {CustomEvent} */ (event).detail;
      });
    });
    await page.getByRole("button", { name: "never", exact: true }).click();
    await page.waitForFunction(() => "told" in window);
    const { report, draft } = await page.evaluate(() => /** @type {any} */ (window).told);
    assert.equal(report.verdict, "blocked");
    assert.equal(draft.conversation.lastInboundAt, null);
    assert.equal(draft.to, "+91 98765 43210");
  }));

test("the fix is copied: the payload of a message that fits", () =>
  onPage(
    async (page) => {
      await page.getByRole("button", { name: "A template that fits" }).click();
      await page.getByRole("button", { name: "Copy the API payload" }).click();
      await page.getByRole("button", { name: "Copied" }).waitFor();
      const payload = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
      assert.equal(payload.messaging_product, "whatsapp");
      assert.equal(payload.template.name, "order_update");
      // Something else to send is something else to copy.
      await page.getByLabel("Body {{2}}").fill("on Friday");
      assert.equal(await page.getByRole("button", { name: "Copied" }).count(), 0);
    },
    { page: { permissions: ["clipboard-read", "clipboard-write"] } },
  ));

test("a language that the page changes to later is spoken, by elements in foreign shadow roots too", () =>
  onPage(async (page) => {
    await page.evaluate(() => {
      const host = document.createElement("div");
      document.body.append(host);
      const inner = host.attachShadow({ mode: "open" });
      const around = document.createElement("section");
      inner.append(around);
      around.append(Object.assign(document.createElement("presend-faq"), { entries: "outside-24h-window" }));
      around.id = "around";
    });
    await page.evaluate(() => {
      document.documentElement.lang = "es";
    });
    await page.locator("presend-check #verdict").getByText("Será rechazado").waitFor();
    await page.getByLabel("Error, código, webhook o registro").waitFor();
    assert.match(await page.locator("presend-faq .yours .title").first().innerText(), /ventana/);
    // The nearest one that names a language counts.
    await page.evaluate(() => {
      const around = document.body.lastElementChild?.shadowRoot?.querySelector("section");
      if (around) around.lang = "pt-BR";
    });
    await page.getByText("Procurar nas respostas").waitFor();
    await page.evaluate(() => {
      document.documentElement.lang = "en";
    });
    await page.locator("presend-check #verdict").getByText("Will be refused").waitFor();
    assert.equal(await page.getByText("Procurar nas respostas").count(), 1);
  }));
