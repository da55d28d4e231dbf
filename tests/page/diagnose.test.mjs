// <presend-diagnose> as a person uses it: pasting, dropping, looking at what came out, and taking it along.
// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { complaints, inBrowser } from "./open.mjs";

const NOW = "2026-11-20T12:00:00Z";

const { onPage } = inBrowser({ at: NOW });

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page */
const field = (page) => page.getByLabel("Error, code, webhook or log");
/** @param {Page} page */
const headline = (page) => page.locator("presend-diagnose .headline").innerText();
/** @param {Page} page @param {string} name */
const example = (page, name) => page.locator("presend-diagnose").getByRole("button", { name, exact: true }).click();
/** @param {Page} page */
const answer = async (page) =>
  (await page.locator("presend-diagnose .diagnosis").innerText()).replaceAll("\u00a0", " ");

test("a code is typed: what it means, what to do here, and where it says so", () =>
  onPage(async (page) => {
    await page.locator("#platform").selectOption("intercom");
    await field(page).pressSequentially("it says error 131047 again");
    assert.equal(await headline(page), "The 24-hour window has closed");
    const said = await answer(page);
    assert.match(said, /What to do now in Intercom\s+In the conversation press “Choose template”/);
    assert.match(said, /Recognised by Meta’s code/);
    assert.match(said, /Sending again helps once the cause is gone: when the customer has written again/);
    assert.deepEqual(await page.locator("presend-diagnose .mirror mark").allInnerTexts(), ["131047"]);
    await page.getByRole("button", { name: "Show it in the text" }).click();
    const selected = await field(page).evaluate(
      (/** @type {HTMLTextAreaElement} */ { value, selectionStart, selectionEnd }) =>
        value.slice(selectionStart, selectionEnd),
    );
    assert.equal(selected, "131047");
    await page.getByText("What tells the causes apart").click();
    assert.match(await answer(page), /They wrote to another of your numbers/);
    await page.getByText("What would have shown it before sending").click();
    assert.match(await answer(page), /Free-form message after the 24-hour window has closed/);
  }));

for (const [name, words, more] of /** @type {[string, string, RegExp][]} */ ([
  ["A code alone", "WhatsApp cannot deliver to this person", /What to do now/],
  ["An inbox’s words", "The 24-hour window has closed", /Recognised by its wording/],
  ["An API error", "Wrong number of values for the template", /Text for support/],
  ["A webhook", "Meta held this marketing message back", /It may also be\s+No marketing to United States numbers/],
  ["A Twilio callback", "The 24-hour window has closed", /provider’s code/],
  ["An export of many", "121 messages failed, for 4 reasons", /61%\s+74 messages/],
  ["Nothing wrong", "Nothing has failed", /Delivered \(two ticks\)/],
  ["A code on no list", "A code that is on no list", /What to collect, and whom to ask/],
  ["Nothing to go by", "Not recognised", /What to collect, and whom to ask/],
])) {
  test(`example: ${name}`, () =>
    onPage(async (page) => {
      await example(page, name);
      assert.equal((await headline(page)).replace(/\s+/g, " "), words);
      assert.match(await answer(page), more);
      assert.deepEqual(await complaints(page), []);
    }));
}

test("a webhook: how far each message came, those that failed first", () =>
  onPage(async (page) => {
    await example(page, "A webhook");
    const stories = await page.locator("presend-diagnose .stories > li").allInnerTexts();
    assert.match(stories[0] ?? "", /^To \+447700900125.*Sent.*Failed.*18\ss later.*Meta held this/s);
    assert.match(stories[1] ?? "", /^To \+447700900124.*Sent.*Delivered.*3\ss later.*Read.*4\smin 9\ss later/s);
    // Told apart by their shapes, too.
    const shape = (/** @type {string} */ state) =>
      page.locator("presend-diagnose .steps > li", { hasText: state }).first().locator("svg").innerHTML();
    assert.notEqual(await shape("Sent"), await shape("Delivered"));
    assert.notEqual(await shape("Sent"), await shape("Failed"));
  }));

test("what is pasted as HTML is shown as it was pasted", () =>
  onPage(async (page) => {
    const text = `<img src=x onerror="window.pwned=1"><script>window.pwned=1</script> {"code":131047} {{7*7}} \${7*7}`;
    await field(page).fill(text);
    assert.equal(await headline(page), "The 24-hour window has closed");
    assert.equal(await field(page).inputValue(), text);
    assert.match(await page.locator("presend-diagnose .excerpt").first().innerText(), /<\/script> \{"code":131047\}/);
    assert.equal(await page.evaluate(() => "pwned" in window), false);
    assert.equal(await page.locator("presend-diagnose img, presend-diagnose script").count(), 0);
    // In ids and statuses as well.
    await field(page).fill(
      JSON.stringify({
        statuses: [
          {
            id: "wamid.<b>x</b>",
            status: "failed",
            timestamp: "1",
            recipient_id: "<u>1</u>",
            errors: [{ code: 131026 }],
          },
        ],
      }),
    );
    assert.match(await answer(page), /wamid\.<b>x<\/b>/);
    assert.equal(await page.locator("presend-diagnose .diagnosis b, presend-diagnose .diagnosis u").count(), 0);
  }));

test("numbers and ids are hidden on request, in the text for support as well", () =>
  onPage(async (page) => {
    await example(page, "A webhook");
    await page.getByText("Text for support").click();
    const support = page.locator("presend-diagnose #support");
    assert.match(await answer(page), /447700900125/);
    assert.match(await support.inputValue(), /wamid\.HBgMNDQ3NzAwOTAw0125/);
    await page.getByRole("switch", { name: "Hide numbers and ids" }).check();
    assert.doesNotMatch(await answer(page), /447700900|HBgMNDQ3/);
    assert.doesNotMatch(await support.inputValue(), /447700900|HBgMNDQ3/);
    await example(page, "An export of many");
    assert.equal(await page.getByRole("button", { name: /recipients/ }).count(), 0);
  }));

test("the text for support is completed and copied", () =>
  onPage(
    async (page) => {
      await page.locator("#platform").selectOption("intercom");
      await example(page, "An API error");
      await page.getByText("Text for support").click();
      const support = page.locator("presend-diagnose #support");
      const text = await support.inputValue();
      assert.match(text, /Wrong number of values for the template/);
      assert.match(text, /AbC8dEfGhIjKlMnOpQrStU/);
      assert.match(text, /Sent from: Intercom/);
      await support.fill(text.replace("Tried so far: ", "Tried so far: sent it again"));
      await page.getByRole("button", { name: "Copy the text" }).click();
      await page.getByRole("button", { name: "Copied" }).waitFor();
      assert.match(await page.evaluate(() => navigator.clipboard.readText()), /Tried so far: sent it again/);
    },
    { page: { permissions: ["clipboard-read", "clipboard-write"] } },
  ));

test("where copying is not allowed, the text is selected", () =>
  onPage(
    async (page) => {
      await example(page, "An API error");
      await page.getByText("Text for support").click();
      await page.getByRole("button", { name: "Copy the text" }).click();
      await page.getByText("Copying is not allowed here.").waitFor();
      const all = await page
        .locator("presend-diagnose #support")
        .evaluate(
          (/** @type {HTMLTextAreaElement} */ { value, selectionStart, selectionEnd }) =>
            selectionEnd - selectionStart === value.length,
        );
      assert.ok(all);
    },
    {
      before: (page) =>
        page.addInitScript(() => {
          navigator.clipboard.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"));
        }),
    },
  ));

test("an export: whom to try again and when, and whom never", () =>
  onPage(
    async (page) => {
      await example(page, "An export of many");
      const again = page.locator("presend-diagnose [data-plan=again]");
      assert.match(
        await again.innerText(),
        /Try these again\s+Meta held this marketing message back, 74 messages: after 24 hours/,
      );
      await again.getByRole("button", { name: "Copy 93 recipients" }).click();
      await again.getByRole("button", { name: "Copied" }).waitFor();
      const copied = (await page.evaluate(() => navigator.clipboard.readText())).split("\n");
      assert.equal(copied.length, 93);
      assert.match(copied[0] ?? "", /^447700900\d{3}$/);
      assert.match(
        await page.locator("presend-diagnose [data-plan=never]").innerText(),
        /Leave these out\s+WhatsApp cannot deliver/,
      );
      // Each reason unfolds into what to do.
      await page.locator("presend-diagnose .counts > details > summary").nth(2).click();
      assert.match(
        await page.locator("presend-diagnose .counts > details").nth(2).innerText(),
        /Send an approved template/,
      );
      assert.equal(await page.locator("presend-diagnose .stories > li").count(), 5);
      await page.getByRole("button", { name: "Show 116 more messages" }).click();
      assert.equal(await page.locator("presend-diagnose .stories > li").count(), 121);
    },
    { page: { permissions: ["clipboard-read", "clipboard-write"] } },
  ));

/** Drops a file onto the element. @param {Page} page @param {string} name @param {string} type @param {number[] | string} content */
async function drop(page, name, type, content) {
  const data = await page.evaluateHandle(
    ({ name, type, content }) => {
      const transfer = new DataTransfer();
      const part = typeof content === "string" ? content : new Uint8Array(content);
      transfer.items.add(new File([part], name, { type }));
      return transfer;
    },
    { name, type, content },
  );
  const place = page.locator("presend-diagnose .paste");
  await place.dispatchEvent("dragover", { dataTransfer: data });
  await page.getByText("Let go to read the file").waitFor();
  await place.dispatchEvent("drop", { dataTransfer: data });
}

test("files are dropped: JSON, UTF-16 from a spreadsheet, a picture", () =>
  onPage(async (page) => {
    await drop(page, "error.json", "application/json", '{"error":{"code":131026}}');
    await page.locator("presend-diagnose .headline").waitFor();
    assert.equal(await headline(page), "WhatsApp cannot deliver to this person");
    assert.match(await field(page).inputValue(), /131026/);
    await drop(page, "export.csv", "text/csv", [0xff, 0xfe, ...Buffer.from("error 131047", "utf16le")]);
    await page.locator("presend-diagnose .headline", { hasText: "24-hour" }).waitFor();
    await drop(page, "shot.png", "image/png", [1, 2, 3]);
    assert.match(
      await page.locator("presend-diagnose [role=alert]").innerText(),
      /^shot\.png is a picture\. Copy its text/,
    );
    assert.deepEqual(await complaints(page), []);
    await field(page).fill("131026");
    assert.equal(await page.locator("presend-diagnose [role=alert]").count(), 0);
  }));

test("a file is chosen; one that is too large is refused in words; a long one is named instead of shown", () =>
  onPage(async (page) => {
    const input = page.locator("presend-diagnose input[type=file]");
    await page
      .locator("presend-diagnose")
      .evaluate((/** @type {any} */ element) => element.open(new File([new Uint8Array(17_000_000)], "big.log")));
    assert.match(await page.locator("presend-diagnose [role=alert]").innerText(), /^big\.log has 17 MB\. Up to 16 MB/);
    const log = `${"2026-11-19 10:00:00 INFO all is well\n".repeat(20_000)}ERROR code 131047 Re-engagement message\n`;
    await input.setInputFiles({ name: "long.log", mimeType: "text/plain", buffer: Buffer.from(log) });
    await page.locator("presend-diagnose .headline").waitFor();
    assert.equal(await headline(page), "The 24-hour window has closed");
    assert.match(await page.locator("presend-diagnose .long").innerText(), /long\.log, 0\.7 MB/);
    assert.match(await page.locator("presend-diagnose .excerpt").first().innerText(), /ERROR code 131047/);
    await page.getByRole("button", { name: "Start over" }).click();
    assert.equal(await field(page).inputValue(), "");
    assert.equal(await page.locator("presend-diagnose .headline").count(), 0);
  }));

test("a long text is pasted without the field choking on it", () =>
  onPage(
    async (page) => {
      const text = `${"line of a log that says nothing\n".repeat(3000)}(#131047) Re-engagement message`;
      await page.evaluate((text) => navigator.clipboard.writeText(text), text);
      await field(page).focus();
      await page.keyboard.press("ControlOrMeta+V");
      await page.locator("presend-diagnose .headline").waitFor();
      assert.match(await page.locator("presend-diagnose .long").innerText(), /Pasted text, 0\.1 MB/);
    },
    { page: { permissions: ["clipboard-read", "clipboard-write"] } },
  ));

test("who passed it on decides what a bare number means", () =>
  onPage(async (page) => {
    await field(page).fill("470");
    assert.equal(await headline(page), "Not recognised");
    assert.match(await answer(page), /It might be\s+The 24-hour window has closed/);
    await page.getByLabel("Passed on by").selectOption("On-Premises API");
    assert.equal(await headline(page), "The 24-hour window has closed");
  }));

test("with the keyboard alone, and the live region speaks once", () =>
  onPage(async (page) => {
    await field(page).focus();
    await page.evaluate(() => {
      const region = document.querySelector("presend-diagnose")?.shadowRoot?.querySelector("[role=status][aria-live]");
      /** @type {any} */ (window).said = [];
      new MutationObserver(() => /** @type {any} */ (window).said.push(region?.textContent?.trim())).observe(
        /** @type {Element} */ (region),
        { childList: true, subtree: true, characterData: true },
      );
    });
    await page.keyboard.type("131047", { delay: 30 });
    await page.clock.runFor(2000);
    assert.deepEqual((await page.evaluate(() => /** @type {any} */ (window).said)).filter(Boolean), [
      "The 24-hour window has closed",
    ]);
    const active = () =>
      page.evaluate(() => {
        const { activeElement } = document.querySelector("presend-diagnose")?.shadowRoot ?? document;
        return activeElement instanceof HTMLInputElement ? activeElement.type : activeElement?.localName;
      });
    const way = [];
    for (let i = 0; i < 6; i++) {
      await page.keyboard.press("Tab");
      way.push(await active());
    }
    assert.deepEqual(way.slice(0, 2), ["file", "button"]);
    assert.equal(way[3], "checkbox");
    assert.match(way[4] ?? "", /button/);
  }));

test("an answer leads to its entry of the FAQ", () =>
  onPage(async (page) => {
    await field(page).fill("131049");
    await page.locator("presend-diagnose .consequences").getByRole("link", { name: "More in the FAQ" }).click();
    const entry = page.locator("presend-faq #marketing-frequency-cap");
    await entry.waitFor();
    assert.equal(await entry.evaluate((details) => /** @type {HTMLDetailsElement} */ (details).open), true);
    assert.match(page.url(), /#marketing-frequency-cap$/);
  }));

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  for (const width of [320, 1280]) {
    test(`nothing to complain of, nothing beyond the edge: ${colorScheme}, ${width} pixels, both directions`, () =>
      onPage(
        async (page) => {
          for (const dir of ["ltr", "rtl"]) {
            await page.evaluate((dir) => {
              document.documentElement.dir = dir;
            }, dir);
            for (const name of ["A webhook", "An export of many", "Nothing wrong", "Nothing to go by"]) {
              await example(page, name);
              for (const summary of await page.locator("presend-diagnose .fold > summary").all()) {
                if (await summary.isVisible()) await summary.click();
              }
              assert.deepEqual(await complaints(page), [], `${dir} ${name}`);
              const over = await page.evaluate(
                () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
              );
              assert.ok(over <= 0, `${dir} ${name}: ${over} pixels`);
            }
          }
        },
        { page: { colorScheme, viewport: { width, height: 900 }, reducedMotion: "reduce" } },
      ));
  }
}
