// <presend-guard> around the inbox's compose box and around forms that know nothing of it.
// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { inBrowser } from "./open.mjs";

const NOW = "2026-11-20T12:00:00Z";

const { onPage } = inBrowser({ at: NOW, file: "inbox.html", ready: "presend-guard .panel p" });

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page */
const settle = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
/** @param {Page} page @param {string} id */
const visit = (page, id) => page.locator(`[data-person="${id}"]`).click();
/** @param {Page} page */
const sent = (page) => page.locator("#messages .business").count();
/** @param {Page} page */
const said = async (page) => (await page.locator("presend-guard .panel").innerText()).replaceAll("\u00a0", " ");
/** What the button is for those who do not see it. @param {Page} page */
const described = (page) =>
  page.locator("#send").evaluate((button) => {
    const ids = (button.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
    return ids.map((id) => document.getElementById(id)?.textContent).join(" ");
  });

test("the window lapses: the page notices, what is typed stays, the button leads to the templates", () =>
  onPage(async (page) => {
    const send = page.locator("#send");
    await page.locator("#text").fill("Of course! Is it still the same address?");
    assert.match(await said(page), /The window closes in 5\d s/);
    assert.equal(await send.innerText(), "Send");
    await page.clock.runFor(61_000);
    assert.equal(await send.innerText(), "Choose template");
    assert.match(await said(page), /Will be refused\s+The 24-hour window closed \d s ago/);
    assert.match(await described(page), /^Will be refused\. The 24-hour window closed/);
    assert.equal(await page.locator("#text").inputValue(), "Of course! Is it still the same address?");
    assert.equal(await page.locator('[data-person="closing"] .state').innerText(), "Closed");
    await page.clock.runFor(1500);
    assert.match(await page.locator("presend-guard [role=status]").innerText(), /^Will be refused/);
  }));

for (const width of [360, 1280]) {
  test(`the window lapses: what was said last stays in sight, at ${width} pixels`, () =>
    onPage(
      async (page) => {
        const y = async () => (await page.locator("#text").boundingBox())?.y;
        await page.locator("#text").focus();
        // It is brought into sight first, which takes a browser its time.
        /** @type {number | undefined} */
        let before;
        do {
          before = await y();
          await page.waitForTimeout(150);
        } while ((await y()) !== before);
        await page.clock.runFor(61_000);
        assert.equal(await page.locator("#send").innerText(), "Choose template");
        await settle(page);
        const hidden = await page
          .locator("#log")
          .evaluate((log) => log.scrollHeight - log.clientHeight - log.scrollTop);
        assert.ok(hidden < 2, String(hidden));
        // Where there is little room, the field stays where it is as well.
        if (width < 480) assert.equal(await y(), before);
      },
      { page: { viewport: { width, height: 740 } } },
    ));
}

test("a length of time is not broken over two lines", () =>
  onPage(async (page) => {
    const words = await page.evaluate(() => new Intl.DateTimeFormat("en-US", { timeStyle: "short" }).format(0));
    assert.match(words, /[AP]M$/);
    await page.goto(page.url().replace("inbox.html", "index.html"));
    assert.match(await page.locator("presend-check .reason").innerText(), /closed 3\u00a0h\u00a012\u00a0min ago/);
  }));

test("a tab that wakes up looks at the clock", () =>
  onPage(async (page) => {
    await visit(page, "open");
    assert.equal(await page.locator("#send").innerText(), "Send");
    await page.clock.setSystemTime(new Date("2026-11-21T13:00:00Z"));
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await settle(page);
    assert.equal(await page.locator("#send").innerText(), "Choose template");
  }));

test("a template is chosen, filled in and handed to the inbox", () =>
  onPage(async (page) => {
    await visit(page, "closed");
    const typed = await page.locator("#text").inputValue();
    await page.locator("#send").click();
    const dialog = page.getByRole("dialog", { name: "Choose template" });
    await dialog.waitFor();
    const names = await dialog.locator("button.template strong").allInnerTexts();
    assert.deepEqual(names.slice(0, 2), ["order_update", "order_update"]);
    assert.ok(!names.includes("come_back"));
    assert.match(await dialog.locator(".refused").innerText(), /come_back.*paused/is);
    await dialog.getByLabel("Search the templates").fill("fitting");
    assert.deepEqual(await dialog.locator("button.template strong").allInnerTexts(), ["appointment_reminder"]);
    await dialog.locator("button.template").click();
    const filling = page.getByRole("dialog", { name: "appointment_reminder" });
    assert.equal(await filling.locator(".missing").count(), 0);
    await filling.getByRole("button", { name: "Send this template" }).click();
    assert.equal(await filling.locator(".missing").count(), 3);
    await filling.getByLabel("Body {{customer}}").fill("Amina");
    await filling.getByLabel("Body {{day}}").fill("Tuesday");
    await filling.getByLabel("Body {{time}}").fill("at\nthree");
    assert.match(await filling.locator(".ends").innerText(), /line break/);
    await filling.getByRole("button", { name: /Replace/ }).click();
    assert.equal(await filling.getByLabel("Body {{time}}").inputValue(), "at three");
    assert.match(await filling.locator(".bubble").innerText(), /Hi Amina, your fitting is on Tuesday at at three\./);
    await page.evaluate(() => {
      document.addEventListener("presend-template", (event) => {
        /** @type {any} */ (window).detail = /** @type {CustomEvent} */ (event).detail;
      });
    });
    await filling.getByRole("button", { name: "Send this template" }).click();
    await dialog.waitFor({ state: "detached" });
    assert.match(await page.locator("#messages .business").last().innerText(), /Hi Amina, your fitting is on Tuesday/);
    const { name, language, payload } = await page.evaluate(() => /** @type {any} */ (window).detail);
    assert.deepEqual([name, language], ["appointment_reminder", "en_US"]);
    assert.equal(payload.template.components[0].parameters[0].text, "Amina");
    assert.equal(await page.locator("#text").inputValue(), typed);
  }));

test("Enter does not send what is held, and says so; Shift+Enter still breaks the line", () =>
  onPage(async (page) => {
    await visit(page, "closed");
    const before = await sent(page);
    const text = page.locator("#text");
    await text.press("End");
    await text.press("Enter");
    assert.equal(await sent(page), before);
    assert.match(await page.locator("presend-guard [role=status]").innerText(), /^Will be refused/);
    await text.press("Shift+Enter");
    assert.match(await text.inputValue(), /\n$/);
    assert.equal(await page.getByRole("dialog").count(), 0);
  }));

test("send anyway sends, and tells the host for its records", () =>
  onPage(async (page) => {
    await visit(page, "closed");
    await page.evaluate(() => {
      window.addEventListener("presend-anyway", (event) => {
        /** @type {any} */ (window).detail = /** @type {CustomEvent} */ (event).detail;
      });
    });
    await page.getByRole("button", { name: "Send anyway" }).click();
    await page.waitForFunction(() => "detail" in window);
    const { at, draft, report } = await page.evaluate(() => /** @type {any} */ (window).detail);
    assert.match(at, /^2026-11-20T12:00:0\d\.\d{3}Z$/);
    assert.equal(draft.message.text, "Good news, Amina: the carrier has found your parcel.");
    assert.equal(report.verdict, "blocked");
    assert.match(await page.locator("#messages .failed").innerText(), /Good news, Amina/);
    assert.equal(await page.locator("#text").inputValue(), "");
    assert.equal(await page.locator("#send").innerText(), "Choose template");
  }));

test("the customer writes: the button is the host's own again, without a trace", () =>
  onPage(async (page) => {
    const before = await page.locator("#send").evaluate((button) => button.outerHTML);
    await visit(page, "never");
    assert.equal(await page.locator("#send").innerText(), "Choose template");
    await page.getByRole("button", { name: "Let Tom write" }).click();
    await settle(page);
    assert.equal(await page.locator("#send").evaluate((button) => button.outerHTML), before);
    assert.equal(await page.locator("#text").getAttribute("aria-describedby"), null);
    await page.locator("#text").press("Enter");
    assert.match(await page.locator("#messages .business").innerText(), /Hello Tom/);
  }));

test("free of charge is not free to write", () =>
  onPage(async (page) => {
    await visit(page, "price");
    assert.match(await said(page), /window closed 7 h ago/);
    assert.match(await page.locator('[data-person="price"] .state').innerText(), /free entry point open/);
    assert.equal(await page.locator("#send").innerText(), "Choose template");
  }));

test("it fails open when the WebAssembly cannot be had", () =>
  onPage(
    async (page) => {
      await visit(page, "closed");
      assert.equal(await page.locator("#send").innerText(), "Send");
      await page.locator("#send").click();
      assert.match(await page.locator("#messages .business").last().innerText(), /Good news/);
      assert.match(await said(page), /could not be loaded, so nothing here has been checked/);
    },
    {
      ready: "presend-guard",
      before: (page) => page.route("**/*.wasm", (route) => route.abort()),
      allow: /./,
    },
  ));

test("it fails open while it loads", () => {
  /** @type {() => void} */
  let release = () => {};
  const held = new Promise((resolve) => {
    release = () => resolve(undefined);
  });
  return onPage(
    async (page) => {
      await visit(page, "closed");
      await page.locator("#text").press("Enter");
      assert.match(await page.locator("#messages .business").last().innerText(), /Good news/);
      release();
      await page.locator("presend-guard .held").waitFor();
      assert.equal(await page.locator("#send").innerText(), "Choose template");
    },
    {
      ready: "presend-guard",
      before: (page) => page.route("**/*.wasm", (route) => held.then(() => route.continue())),
    },
  );
});

/**
 * A form of somebody else's, beside the guard, with listeners in several places.
 * @param {Page} page @param {Record<string, string>} attributes @param {boolean} form
 */
const foreign = (page, attributes, form = true) =>
  page.evaluate(
    ([attributes, form]) => {
      /** @param {string} name @param {Record<string, string>} attributes @param {(Node | string)[]} inside */
      const make = (name, attributes, ...inside) => {
        const element = document.createElement(name);
        for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
        element.append(...inside);
        return element;
      };
      const own = make(
        form ? "form" : "div",
        { id: "own" },
        make("textarea", { id: "area", "aria-describedby": "help" }),
        make("p", { id: "help" }, "Be kind."),
        make("button", { id: "go", "aria-disabled": "false" }, make("b", {}, "Go")),
      );
      document.body.append(own, make("presend-guard", { id: "pointing", ...attributes }));
      const log = /** @type {string[]} */ ([]);
      Object.assign(window, { log });
      document.addEventListener(
        "click",
        (event) => {
          if (/** @type {Element} */ (event.target).closest("#go")) log.push("click");
        },
        true,
      );
      own.addEventListener("submit", (event) => {
        event.preventDefault();
        log.push("submit");
      });
      own.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && (event.ctrlKey || !form)) log.push("key");
      });
    },
    /** @type {const} */ ([attributes, form]),
  );
/** @param {Page} page @param {object} draft */
const tell = (page, draft) =>
  page.evaluate((draft) => {
    Object.assign(/** @type {any} */ (document.querySelector("#pointing")), { draft });
  }, draft);
/** @param {Page} page @returns {Promise<string[]>} */
const log = (page) => page.evaluate(() => /** @type {any} */ (window).log.splice(0));

const closed = { to: "+919876543210", conversation: { lastInboundAt: "2026-11-18T12:00:00Z" } };
const free = { to: "+919876543210", conversation: { lastInboundAt: "2026-11-20T11:00:00Z" } };

test("a foreign form is pointed at: every way of sending is held, and released again", () =>
  onPage(async (page) => {
    await foreign(page, { for: "#own" });
    const before = await page.locator("#own").evaluate((form) => form.outerHTML);
    await tell(page, closed);
    await page.locator("#area").fill("Hello");
    await settle(page);
    assert.equal(await page.locator("#go").getAttribute("aria-disabled"), "true");
    assert.match((await page.locator("#area").getAttribute("aria-describedby")) ?? "", /^help presend-guard-\d+$/);
    await page.locator("#go").dispatchEvent("click");
    await page.locator("#area").press("Control+Enter");
    await page.evaluate(() => /** @type {HTMLFormElement} */ (document.querySelector("#own")).requestSubmit());
    assert.deepEqual(await log(page), []);
    await tell(page, free);
    await settle(page);
    assert.equal(await page.locator("#own").evaluate((form) => form.outerHTML), before);
    await page.locator("#area").press("Control+Enter");
    await page.locator("#go").click();
    assert.deepEqual(await log(page), ["key", "click", "submit"]);
  }));

test("a box without a form: the button is named, and Enter sends", () =>
  onPage(async (page) => {
    await foreign(page, { for: "#area", send: "#go", "enter-sends": "" }, false);
    await tell(page, closed);
    await page.locator("#area").fill("Hello");
    await page.locator("#area").press("Enter");
    await page.locator("#go").dispatchEvent("click");
    assert.deepEqual(await log(page), []);
    // Enter that only ends a word being put together is nobody's attempt.
    await page.locator("#area").dispatchEvent("keydown", { key: "Enter", isComposing: true, bubbles: true });
    assert.deepEqual(await log(page), ["key"]);
    await tell(page, free);
    await page.locator("#area").press("Enter");
    assert.deepEqual(await log(page), ["key"]);
    await page.locator("#pointing").evaluate((guard) => guard.remove());
  }));

test("a host that tells nonsense, or nothing, is not kept from sending", () =>
  onPage(async (page) => {
    await foreign(page, { for: "#own" });
    await page.evaluate(() => {
      document.addEventListener("presend-unchecked", (event) => {
        /** @type {any} */ (window).reason = /** @type {CustomEvent} */ (event).detail.reason;
      });
    });
    await tell(page, { to: 7, conversation: { lastInboundAt: "yesterday" } });
    await settle(page);
    assert.match(await page.evaluate(() => /** @type {any} */ (window).reason), /lastInboundAt|to/);
    await page.locator("#area").fill("Hello");
    await page.locator("#go").click();
    assert.deepEqual(await log(page), ["click", "submit"]);
    await tell(page, {});
    await page.locator("#go").click();
    assert.deepEqual(await log(page), ["click", "submit"]);
  }));

test("an edit goes into the host's field as if typed, and back", () =>
  onPage(async (page) => {
    await foreign(page, { for: "#own" });
    await page.evaluate(() => {
      const guard = /** @type {any} */ (document.querySelector("#pointing"));
      const real = guard.presend;
      // A stand-in that knows one rule more.
      guard.presend = Object.assign(Object.create(Object.getPrototypeOf(real)), real, {
        check(/** @type {any} */ draft) {
          const at = draft.message.text.indexOf("teh");
          const findings =
            at < 0
              ? []
              : [
                  {
                    rule: "x",
                    level: "fail",
                    stage: "message",
                    message: "A slip.",
                    why: "",
                    fixes: [],
                    codes: [],
                    at: "message.text",
                    edit: { at: "message.text", range: [at, at + 3], insert: "the", label: "" },
                  },
                ];
          const window = {
            state: "open",
            closesAt: null,
            freeForm: true,
            remainingSeconds: 0,
            price: null,
            findings: [],
          };
          return { verdict: at < 0 ? "send" : "blocked", findings, window, changesAt: null };
        },
      });
      document.querySelector("#area")?.addEventListener("input", () => /** @type {any} */ (window).log.push("input"));
    });
    await page.locator("#area").fill("Is teh parcel there?");
    await log(page);
    await page.locator("#pointing").getByRole("button", { name: "Replace “teh” by “the”" }).click();
    assert.equal(await page.locator("#area").inputValue(), "Is the parcel there?");
    assert.deepEqual(await log(page), ["input"]);
    await page.locator("#pointing").getByRole("button", { name: "Undo" }).click();
    assert.equal(await page.locator("#area").inputValue(), "Is teh parcel there?");
  }));

/**
 * Puts elements at the end of the page, each as its name, its attributes, and what is in it.
 * @typedef {[name: string, attributes: Record<string, string>, ...inside: (string | Tree)[]]} Tree
 * @param {Page} page @param {Tree} tree
 */
const grow = (page, /** @type {any} */ tree) =>
  page.evaluate((tree) => {
    /** @param {any} tree @returns {Node | string} */
    const make = (tree) => {
      if (typeof tree === "string") return tree;
      const [name, attributes, ...inside] = tree;
      const element = document.createElement(name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
      element.append(...inside.map(make));
      return element;
    };
    const log = /** @type {string[]} */ ([]);
    Object.assign(window, { log });
    document.body.append(make(tree));
    document.addEventListener("click", ({ target }) => {
      const button = /** @type {Element} */ (target).closest("button");
      if (button?.id) log.push(`click ${button.id}`);
    });
    document.addEventListener("submit", (event) => {
      event.preventDefault();
      log.push("submit");
    });
    for (const type of ["anyway", "report", "unchecked"]) {
      document.addEventListener(`presend-${type}`, () => log.push(type));
    }
  }, tree);
/** Tells a guard what is known. @param {Page} page @param {object | null} draft @param {string} [guard] */
const know = async (page, draft, guard = "#pointing") => {
  await page.locator(guard).evaluate((guard, draft) => Object.assign(guard, { draft }), draft);
  await settle(page);
};
/** @param {Page} page @param {string} selector */
const outer = (page, selector) => page.locator(selector).evaluate((element) => element.outerHTML);

const reminder = {
  name: "reminder",
  language: "en",
  status: "APPROVED",
  category: "UTILITY",
  components: [{ type: "BODY", text: "Your parcel is waiting for you at the shop." }],
};
/** @type {Tree} */
const relabelled = [
  "presend-guard",
  { id: "pointing", relabel: "" },
  ["form", {}, ["textarea", { id: "area" }], ["button", { id: "go" }, ["i", {}, "now "], "Send"]],
];

test("the host's button keeps its nodes while it says something else, and the host may go on changing them", () =>
  onPage(async (page) => {
    await grow(page, relabelled);
    const go = page.locator("#go");
    const before = await outer(page, "#go");
    const nodes = await go.evaluateHandle((button) => [...button.childNodes]);
    await know(page, { ...closed, templates: [reminder] });
    assert.equal(await go.innerText(), "Choose template");
    assert.ok(await go.evaluate((button, nodes) => nodes.every((node, i) => button.childNodes[i] === node), nodes));
    // As React does it: a node comes before one that it knows, a text changes in place, a node goes.
    await go.evaluate((button, nodes) => {
      const [italic, text] = nodes;
      const bold = document.createElement("b");
      bold.append("…");
      button.insertBefore(bold, /** @type {Node} */ (text));
      /** @type {Text} */ (text).data = "Enviar";
      /** @type {ChildNode} */ (italic).remove();
    }, nodes);
    await settle(page);
    assert.equal(await go.innerText(), "Choose template");
    await know(page, free);
    assert.equal(
      (await outer(page, "#go")).replace(/ aria-describedby="[^"]*"/, ""),
      '<button id="go"><b>…</b>Enviar</button>',
    );
    await go.evaluate((button, nodes) => button.replaceChildren(...nodes), nodes);
    await go.evaluate((button) => Object.assign(button.lastChild ?? {}, { data: "Send" }));
    assert.equal(await outer(page, "#go"), before);
    await know(page, { ...closed, templates: [reminder] });
    await go.evaluate((button) => {
      button.textContent = "Enviar";
    });
    await settle(page);
    assert.equal(await go.innerText(), "Choose template");
    await know(page, free);
    assert.equal(await go.innerText(), "Enviar");
  }));

test("a button that shows no words gets some, and a button that is an input keeps its own", () =>
  onPage(async (page) => {
    await grow(page, [
      "presend-guard",
      { id: "pointing", relabel: "" },
      ["form", {}, ["textarea", { id: "area" }], ["button", { id: "go" }, ["img", { alt: "" }]]],
    ]);
    const before = await outer(page, "#go");
    await know(page, { ...closed, templates: [reminder] });
    assert.equal(await page.locator("#go").innerText(), "Choose template");
    await know(page, free);
    assert.equal(await outer(page, "#go"), before);
    await page.locator("#go").evaluate((button) => {
      const input = document.createElement("input");
      Object.assign(input, { type: "submit", id: "go", value: "Send" });
      button.replaceWith(input);
    });
    await know(page, { ...closed, templates: [reminder] });
    assert.equal(await page.locator("#go").inputValue(), "Send");
    assert.equal(await page.locator("#go").getAttribute("aria-disabled"), "true");
    await page.locator("#pointing").getByRole("button", { name: "Choose template" }).click();
    await page.getByRole("dialog").waitFor();
  }));

test("the words on the button follow the language of the page", () =>
  onPage(async (page) => {
    await grow(page, relabelled);
    await know(page, { ...closed, templates: [reminder] });
    await page.evaluate(() => {
      document.documentElement.lang = "es";
    });
    await page.locator("#go", { hasText: /plantilla/i }).waitFor();
    await know(page, free);
    assert.equal(await page.locator("#go").innerText(), "now Send");
  }));

test("what the host says of its button while it is held, is what holds afterwards", () =>
  onPage(async (page) => {
    await grow(page, [
      "presend-guard",
      { id: "pointing" },
      ["form", {}, ["textarea", {}], ["button", { id: "go" }, "Go"]],
    ]);
    const go = page.locator("#go");
    /** @param {string | null} before @param {string | null} during */
    const through = async (before, during) => {
      for (const [value, draft] of /** @type {const} */ ([
        [before, closed],
        [during, free],
      ])) {
        await go.evaluate((button, value) => {
          if (value === null) button.removeAttribute("aria-disabled");
          else button.setAttribute("aria-disabled", value);
        }, value);
        await settle(page);
        if (draft === free) assert.equal(await go.getAttribute("aria-disabled"), "true");
        await know(page, draft);
      }
      return go.getAttribute("aria-disabled");
    };
    assert.equal(await through("true", "false"), "false");
    assert.equal(await through("false", "true"), "true");
    assert.equal(await through("true", null), null);
    assert.equal(await through(null, "true"), "true");
    assert.equal(await through("false", "false"), "false");
    assert.equal(await through(null, null), null);
  }));

test("two guards hold one button, and a host insists on its words: nothing hangs, and the host's words come back", () =>
  onPage(async (page) => {
    await grow(page, relabelled);
    const go = page.locator("#go");
    const draft = { ...closed, templates: [reminder] };
    await page.evaluate(() => {
      const second = Object.assign(document.createElement("presend-guard"), {
        id: "second",
        for: "#area",
        relabel: true,
      });
      /** @type {any} */ (second).presend = /** @type {any} */ (document.querySelector("#pointing")).presend;
      document.querySelector("#pointing")?.after(second);
    });
    await know(page, draft);
    await know(page, draft, "#second");
    assert.equal(await go.innerText(), "Choose template");
    await go.evaluate((button) => {
      const text = /** @type {Text} */ (button.childNodes[1]);
      new MutationObserver(() => {
        if (text.data !== "Insist") text.data = "Insist";
      }).observe(text, { characterData: true });
      text.data = "Insist";
    });
    await settle(page);
    await know(page, free);
    await settle(page);
    assert.match(await go.innerText(), /Choose template/);
    await know(page, free, "#second");
    assert.equal(await go.innerText(), "now Insist");
    assert.equal(await go.getAttribute("aria-disabled"), null);
  }));

test("nothing instead of templates, and nothing instead of a draft, are what they are without", () =>
  onPage(async (page) => {
    await grow(page, relabelled);
    await know(page, { ...closed, templates: null });
    assert.match(await page.locator("#pointing .panel").innerText(), /Will be refused/);
    assert.equal(await page.locator("#go").getAttribute("aria-disabled"), "true");
    await know(page, null);
    await page.locator("#go").click();
    assert.ok((await log(page)).includes("submit"));
  }));

test("Twilio's own form of templates is offered as well, with its words", () =>
  onPage(async (page) => {
    await grow(page, relabelled);
    const content = {
      sid: "HX1",
      friendly_name: "Parcel, first try",
      language: "en",
      types: { "twilio/text": { body: "Your parcel is waiting for you at {{1}}." } },
      approval_requests: { name: "parcel_waits", status: "approved", category: "UTILITY" },
    };
    for (const templates of [[content], { contents: [content] }]) {
      await know(page, { ...closed, templates });
      await page.locator("#go").click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("button", { name: /parcel_waits.*Your parcel is waiting/s }).click();
      await dialog.getByLabel("Body {{1}}").fill("the shop");
      assert.match(await dialog.locator(".bubble").innerText(), /waiting for you at the shop/);
      await dialog.getByRole("button", { name: "Send this template" }).click();
      await dialog.waitFor({ state: "detached" });
    }
  }));

test("of several boxes each guard holds the button of its own", () =>
  onPage(async (page) => {
    /** @param {string} id @returns {Tree} */
    const box = (id) => [
      "div",
      {},
      ["textarea", { id: `field-${id}` }],
      ["button", { type: "button", class: "go", id }, "Go"],
    ];
    await grow(page, [
      "div",
      {},
      ["presend-guard", { id: "one", send: ".go" }, box("a")],
      ["presend-guard", { id: "two", send: ".go" }, box("b")],
      box("c"),
      ["presend-guard", { id: "three", send: ".go", for: "#field-c" }],
    ]);
    await know(page, free, "#one");
    await know(page, closed, "#two");
    await know(page, closed, "#three");
    await log(page);
    for (const id of ["a", "b", "c"]) await page.locator(`#${id}`).dispatchEvent("click");
    assert.deepEqual(await log(page), ["click a"]);
  }));

test("another button that submits the form is held only where none is named", () =>
  onPage(async (page) => {
    await grow(page, [
      "presend-guard",
      { id: "pointing", send: "#go" },
      [
        "form",
        { id: "own" },
        ["textarea", {}],
        ["button", { id: "note" }, "Note"],
        ["button", { id: "go" }, ["b", {}, "Go"]],
      ],
    ]);
    await know(page, closed);
    await log(page);
    await page.locator("#note").click();
    assert.deepEqual(await log(page), ["click note", "submit"]);
    await page.locator("#go").dispatchEvent("click");
    await page.locator("#own").evaluate((form) => /** @type {HTMLFormElement} */ (form).requestSubmit());
    assert.deepEqual(await log(page), []);
    await page.locator("#pointing").evaluate((guard) => guard.removeAttribute("send"));
    await page.locator("#go").click({ force: true });
    assert.ok(!(await log(page)).includes("submit"));
  }));

test("send anyway: told only where something can be pressed, and past other guards", () =>
  onPage(async (page) => {
    await grow(page, [
      "div",
      {},
      [
        "presend-guard",
        { id: "pointing", "allow-anyway": "" },
        ["form", { id: "own" }, ["textarea", {}], ["button", { id: "go" }, "Go"]],
      ],
      ["presend-guard", { id: "second", for: "#own" }],
    ]);
    await know(page, closed);
    await know(page, closed, "#second");
    const anyway = page.locator("#pointing").getByRole("button", { name: "Send anyway" });
    await log(page);
    await anyway.click();
    assert.deepEqual(await log(page), ["anyway", "click go", "submit"]);
    await page.locator("#go").evaluate((button) => Object.assign(button, { disabled: true }));
    await anyway.click();
    assert.deepEqual(await log(page), []);
  }));

test("send anyway in a box of which only Enter is known", () =>
  onPage(async (page) => {
    await grow(page, [
      "presend-guard",
      { id: "pointing", "allow-anyway": "", "enter-sends": "" },
      ["div", { id: "area", contenteditable: "true" }, "Hello"],
    ]);
    await page.locator("#area").evaluate((area) =>
      area.addEventListener("keydown", (event) => {
        if (/** @type {KeyboardEvent} */ (event).key === "Enter") /** @type {any} */ (window).log.push("sent");
      }),
    );
    await know(page, closed);
    const anyway = page.locator("#pointing").getByRole("button", { name: "Send anyway" });
    await log(page);
    await anyway.click();
    assert.deepEqual(await log(page), ["anyway", "sent"]);
    // Nothing here can be pressed for the person: nothing is sent, and nothing is recorded.
    await page.locator("#pointing").evaluate((guard) => guard.removeAttribute("enter-sends"));
    await anyway.click();
    assert.deepEqual(await log(page), []);
  }));

test("a form that is emptied, and another customer, are looked at anew", () =>
  onPage(async (page) => {
    await grow(page, [
      "presend-guard",
      { id: "pointing" },
      ["form", { id: "own" }, ["textarea", { id: "area" }], ["button", {}, "Go"]],
    ]);
    await know(page, free);
    await page.locator("#area").fill("x".repeat(5000));
    assert.equal(await page.locator("#pointing .held").count(), 1);
    await page.locator("#own").evaluate((form) => /** @type {HTMLFormElement} */ (form).reset());
    await page.locator("#pointing .held").waitFor({ state: "detached" });
    await log(page);
    await know(page, { ...free, to: "+447912345678" });
    assert.deepEqual(await log(page), ["report"]);
    await know(page, { ...free, to: "+447912345678" });
    assert.deepEqual(await log(page), []);
  }));

/** Where the focus is, however deep. @param {Page} page */
const focused = (page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.id || element?.textContent?.trim() || element?.localName;
  });

test("what was filled in is there again after Escape, and never for somebody else", () =>
  onPage(async (page) => {
    const fill = async () => {
      await page.locator("#send").click();
      await page.getByRole("dialog").locator("button.template", { hasText: "appointment_reminder" }).first().click();
      const filling = page.getByRole("dialog", { name: "appointment_reminder" });
      await filling.waitFor();
      return filling.getByLabel("Body {{customer}}");
    };
    await visit(page, "closed");
    const field = await fill();
    assert.equal(await focused(page), "choose");
    await field.fill("Amina");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    assert.equal(await (await fill()).inputValue(), "Amina");
    await page.getByRole("button", { name: "All templates" }).click();
    await page.getByRole("dialog", { name: "Choose template" }).waitFor();
    assert.equal(await focused(page), "choose");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await visit(page, "never");
    assert.equal(await (await fill()).inputValue(), "");
  }));

test("with the keyboard alone", () =>
  onPage(async (page) => {
    await visit(page, "closed");
    await page.locator("#text").focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    const active = () =>
      page.evaluate(() => {
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        return element?.textContent?.trim().replace(/\s+/g, " ").slice(0, 40) || element?.id || "";
      });
    for (let i = 0; i < 9 && !(await active()).startsWith("we_have_a_question"); i++) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    const before = await sent(page);
    for (let i = 0; i < 9 && (await active()) !== "Send this template"; i++) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    assert.equal(await sent(page), before + 1);
    await page.keyboard.press("Shift+Tab");
    await page.locator("#send").click();
    await dialog.waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  }));

for (const width of [320, 768]) {
  test(`nothing reaches beyond ${width} pixels`, () =>
    onPage(
      async (page) => {
        const over = () =>
          page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        for (const id of ["closing", "open", "closed", "never", "price"]) {
          await visit(page, id);
          assert.ok((await over()) <= 0, id);
        }
        await page.locator("#send").click();
        const dialog = page.locator("dialog");
        assert.ok(await dialog.evaluate((dialog) => dialog.scrollWidth <= dialog.clientWidth));
        await page.locator("button.template").first().click();
        assert.ok(await dialog.evaluate((dialog) => dialog.scrollWidth <= dialog.clientWidth));
      },
      { page: { viewport: { width, height: 700 } } },
    ));
}
