// The article of a help center: readable without a script, the same with one, in the looks of its host.
// @ts-check
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import { load } from "presend";
import { serve } from "../../tools/serve.mjs";
import { comesUp, complaints, folder, inBrowser, inSight } from "./open.mjs";

/** @typedef {import("playwright-core").Page} Page */

const ARTICLE = { file: "help-center.html", ready: "presend-faq .search input:enabled" };
const STATIC = { file: "help-center.html", ready: ".presend-static" };

const { blank, onPage, open } = inBrowser(ARTICLE);

/** What the article asks for, in its order. */
const chosen =
  readFileSync(join(folder, "help-center.html"), "utf8")
    .match(/<presend-faq[^>]* entries="([^"]*)"/)?.[1]
    ?.split(" ") ?? [];

test("without a script: the answers of the platform, in the writer's order, with headings and the links of the house", () =>
  onPage(
    async (page) => {
      const entries = page.locator(".presend-static > .entries > .entry");
      assert.deepEqual(await entries.evaluateAll((all) => all.map(({ id }) => id)), chosen);
      assert.deepEqual(
        new Set(await entries.locator("> summary > *").evaluateAll((all) => all.map(({ tagName }) => tagName))),
        new Set(["H3"]),
      );
      assert.equal(await page.locator(".search").isVisible(), false);
      await entries.first().locator("summary").first().click();
      const text = await entries.first().innerText();
      assert.match(text, /press “Choose template”/);
      assert.match(text, /Why it happens/);
      assert.ok(await entries.first().getByRole("link", { name: "In our handbook: where to look first" }).isVisible());
      assert.equal(await page.getByRole("link", { name: "In our handbook: where to look first" }).count(), 1);
      assert.ok(await page.getByRole("link", { name: "All reasons, on one page" }).isVisible());
    },
    { ...STATIC, page: { javaScriptEnabled: false } },
  ));

test("without a script: an address opens its answer", () =>
  onPage(
    async (page) => {
      await inSight(page, "template-paused");
    },
    { ...STATIC, hash: "#template-paused", page: { javaScriptEnabled: false } },
  ));

test("without a script: all of it is on paper", () =>
  onPage(
    async (page) => {
      await page.emulateMedia({ media: "print" });
      for (const id of chosen) assert.ok(await page.locator(`#${id} .summary`).first().isVisible(), id);
      assert.equal(await page.locator(".writers").isVisible(), false);
    },
    { ...STATIC, page: { javaScriptEnabled: false } },
  ));

test("search engines are told the same questions and answers", async () => {
  const failures = (await load()).failures({ platform: "intercom" });
  for (const [file, ids] of /** @type {[string, string[]][]} */ ([
    ["help-center.html", chosen],
    ["index.html", failures.map(({ id }) => id)],
  ])) {
    const page = readFileSync(join(folder, file), "utf8");
    const data = JSON.parse(page.match(/<script type="application\/ld\+json">(.*?)<\/script>/s)?.[1] ?? "");
    assert.equal(data["@type"], "FAQPage");
    const titles = ids.map((id) => failures.find((failure) => failure.id === id)?.title);
    assert.deepEqual(
      data.mainEntity.map((/** @type {any} */ { name }) => name),
      titles,
    );
    for (const { acceptedAnswer } of data.mainEntity) assert.ok(acceptedAnswer.text.length > 40);
    for (const id of ids) assert.ok(page.includes(`id="${id}"`), id);
  }
});

test("nothing moves when the answers come alive", () =>
  onPage(
    async (page) => {
      /** Where things stand. */
      const places = () =>
        page.evaluate(() => {
          const faq = /** @type {HTMLElement} */ (document.querySelector("presend-faq"));
          const inside = faq.querySelector(".presend-static") ?? faq.shadowRoot;
          const all = [...(inside?.querySelectorAll("label, input, .entry, .title") ?? [])];
          return [...all, document.querySelector("[slot=after]"), document.querySelector("footer")].map((element) => {
            const { x, y, width, height } = /** @type {Element} */ (element).getBoundingClientRect();
            return [x, y + scrollY, width, height].map(Math.round);
          });
        });
      await page.locator("#reasons").scrollIntoViewIfNeeded();
      const before = await places();
      assert.ok(before.length > 20);
      await page.evaluate(() => /** @type {any} */ (window).go());
      await page.locator("presend-faq .search input:enabled").waitFor();
      assert.deepEqual(await places(), before);
      assert.equal(await page.evaluate(() => /** @type {any} */ (window).shifts), 0);
      assert.equal(await page.locator(".presend-static").count(), 0);
    },
    {
      ...STATIC,
      before: async (page) => {
        // The WebAssembly waits until it is told to come.
        /** @type {() => void} */
        let release = () => {};
        const released = new Promise((resolve) => {
          release = () => resolve(undefined);
        });
        await page.exposeFunction("go", () => release());
        await page.route("**/*.wasm", async (route) => {
          await released;
          await route.continue();
        });
        await page.addInitScript(() => {
          const all = /** @type {any} */ (window);
          all.shifts = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) all.shifts += /** @type {any} */ (entry).value;
          }).observe({ type: "layout-shift", buffered: true });
        });
      },
    },
  ));

test("takes the font, the colours and the width of its host", () =>
  onPage(async (page) => {
    const [host, faq, diagnose] = await page.evaluate(() => {
      const look = (/** @type {Element | null | undefined} */ element) => {
        const { fontFamily, color } = getComputedStyle(/** @type {Element} */ (element));
        return { fontFamily, color };
      };
      const inside = (/** @type {string} */ name, /** @type {string} */ part) =>
        document.querySelector(name)?.shadowRoot?.querySelector(part);
      return [look(document.body), look(inside("presend-faq", ".title")), look(inside("presend-diagnose", ".label"))];
    });
    assert.match(host?.fontFamily ?? "", /Georgia/);
    assert.deepEqual(faq, host);
    assert.deepEqual(diagnose, host);
    const accent = await page.evaluate(() => {
      const link = (/** @type {Element | null | undefined} */ element) =>
        getComputedStyle(/** @type {Element} */ (element)).color;
      return [
        link(document.querySelector("nav a")),
        link(document.querySelector("presend-diagnose")?.shadowRoot?.querySelector(".examples button")),
      ];
    });
    assert.equal(accent[0], accent[1]);
  }));

test("alive: searched, linked to, with the links of the house in their answers", () =>
  onPage(
    async (page) => {
      const entry = page.locator("presend-faq #template-paused[open]");
      await entry.waitFor();
      await comesUp(entry);
      assert.deepEqual(await page.locator("presend-faq .entry").evaluateAll((all) => all.map(({ id }) => id)), chosen);
      await page.locator("presend-faq #outside-24h-window > summary").click();
      await page.getByRole("link", { name: "In our handbook: where to look first" }).waitFor();
      await page.getByLabel("Search the answers").fill("131049");
      assert.equal(await page.locator("presend-faq .entry").first().getAttribute("id"), "marketing-frequency-cap");
      assert.deepEqual(await complaints(page), []);
    },
    { hash: "#template-paused" },
  ));

test("alive: all of it is on paper", () =>
  onPage(async (page) => {
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    for (const id of chosen) assert.ok(await page.locator(`presend-faq #${id} .summary`).first().isVisible(), id);
    assert.equal(await page.locator("presend-faq .search").isVisible(), false);
    assert.ok((await page.pdf()).length > 10_000);
  }));

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  for (const width of [320, 1280]) {
    test(`nothing to complain of, nothing beyond the edge: ${colorScheme}, ${width} pixels`, () =>
      onPage(
        async (page) => {
          for (const dir of ["ltr", "rtl"]) {
            await page.evaluate((dir) => {
              document.documentElement.dir = dir;
            }, dir);
            await page.locator("presend-faq #outside-24h-window > summary").click();
            assert.deepEqual(await complaints(page), [], dir);
            const over = await page.evaluate(
              () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
            );
            assert.ok(over <= 0, `${dir}: ${over} pixels`);
          }
        },
        { page: { colorScheme, viewport: { width, height: 900 }, reducedMotion: "reduce" } },
      ));
  }
}

/** The lines to copy, as a reader copies them. */
async function lines() {
  const { page, close } = await open();
  const all = await page.locator("pre code").allInnerTexts();
  await close();
  return all;
}

/** A page of somebody else's, on another server. @param {string} body @param {(page: Page) => Promise<void>} work */
async function elsewhere(body, work) {
  const server = createServer((_, response) => {
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
    response.end(`<!doctype html><title>Host</title><body style="font-family: Courier">${body}`);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { page, errors, close } = await blank();
  await page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
  try {
    const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
    await page.goto(`http://127.0.0.1:${port}/`);
    await work(page);
    assert.deepEqual(errors, []);
  } finally {
    await close();
    server.close();
  }
}

test("the lines to copy work on another server: script and tags", async () => {
  const [cdn = "", own = "", tags = ""] = await lines();
  const site = await serve(folder, { under: "/copy/", headers: { "Access-Control-Allow-Origin": "*" } });
  try {
    await elsewhere(own.replace("https://help.example/presend/", site.url) + tags, async (page) => {
      await page.locator("presend-faq .search input:enabled").waitFor();
      assert.deepEqual(await page.locator("presend-faq .entry").evaluateAll((all) => all.map(({ id }) => id)), [
        "outside-24h-window",
        "template-paused",
        "recipient-undeliverable",
      ]);
      await page.locator("presend-faq summary").first().click();
      await page.getByRole("link", { name: "Our templates" }).waitFor();
      await page.getByLabel("Error, code, webhook or log").fill("131047");
      assert.match(await page.locator("presend-diagnose .diagnosis").innerText(), /What to do now in Intercom/);
      const font = await page
        .locator("presend-faq .title")
        .first()
        .evaluate((title) => getComputedStyle(title).fontFamily);
      assert.equal(font, "Courier");
    });
  } finally {
    site.close();
  }
  // The other script lies in the package; its line names what is there.
  const hash = createHash("sha384")
    .update(readFileSync(join(folder, "../../pkg/dist/classic.js")))
    .digest("base64");
  assert.ok(cdn.includes(`integrity="sha384-${hash}"`));
  assert.match(cdn, /presend@\d+\.\d+\.\d+\/pkg\/dist\/classic\.js/);
});

test("the lines to copy work on another server: a frame that is as high as what it shows", async () => {
  const frame = (await lines())[3] ?? "";
  const site = await serve(folder, { under: "/copy/" });
  try {
    await elsewhere(frame.replace("https://help.example/presend/", site.url), async (page) => {
      const inside = page.frameLocator("iframe");
      await inside.locator("presend-faq .search input:enabled").waitFor();
      const fits = () =>
        page.waitForFunction(() => {
          const frame = /** @type {HTMLIFrameElement} */ (document.querySelector("iframe"));
          return frame.clientHeight > 0 && frame.dataset.was !== String(frame.clientHeight);
        });
      await fits();
      const first = await page
        .locator("iframe")
        .evaluate((/** @type {HTMLElement} */ { clientHeight }) => clientHeight);
      const content = await inside
        .locator("html")
        .evaluate(({ scrollHeight, clientHeight }) => [scrollHeight, clientHeight]);
      assert.equal(content[0], content[1]);
      await page.locator("iframe").evaluate((frame) => {
        /** @type {HTMLElement} */ (frame).dataset.was = String(frame.clientHeight);
      });
      await inside.locator("presend-faq summary").first().click();
      await fits();
      assert.ok(
        (await page.locator("iframe").evaluate((/** @type {HTMLElement} */ { clientHeight }) => clientHeight)) >
          first + 100,
      );
    });
  } finally {
    site.close();
  }
});

test("the FAQ of a platform as plain HTML: nothing but headings, texts and lists, and its source to copy", () =>
  onPage(
    async (page) => {
      const source = await page.locator("textarea").inputValue();
      assert.doesNotMatch(source, /<(?!\/?(h2|h3|p|ul|li|strong)\b)|style=|class=|on\w+=/);
      const failures = (await load()).failures({ platform: "intercom" });
      for (const { id, title } of failures) {
        assert.ok(source.includes(`<h3 id="${id}">`), id);
        assert.equal(await page.locator(`main #${id}`).innerText(), title);
      }
      assert.match(source, /press “Choose template”/);
      assert.deepEqual(await complaints(page), []);
    },
    {
      file: "faq/intercom.html",
      ready: "main h3",
    },
  ));
