// Whatever is typed, pasted or read from a file is text: nothing of it runs, nothing leads anywhere, nothing breaks the page.
// The strings of all corpora, each replaced by and joined with what is made to do harm, in every element of the built
// pages under their own policy.
// @ts-check
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import { inBrowser } from "./open.mjs";

/** @typedef {import("playwright-core").Page} Page */

const { onPage } = inBrowser({ page: { viewport: { width: 360, height: 740 } }, timeout: 120_000 });

/** The tag is one of ours: where it is found as an element, text has become HTML. */
const HARM = [
  '<evil-tag><img src=x onerror="window.ran=1"><script>window.ran=1</script>',
  '<svg onload="window.ran=1"><a href="javascript:window.ran=1"><evil-tag>x</a></svg>',
  "javascript:window.ran=1//https://shop.example/",
  "data:text/html,<script>parent.ran=1</script><evil-tag>",
  "\"'><iframe srcdoc='<script>parent.ran=1</script>'></iframe><evil-tag a=\"",
  "</textarea></style></template></svg>--><evil-tag onclick=window.ran=1>",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: that is the case
  "{{constructor.constructor('window.ran=1')()}}${window.ran=1}<evil-tag>",
  "⟦\u202eesrever\u2067\u202dlla\u2066⟧",
  "рaypаl․соm/ⅼоgіn＠еvіl",
  "W".repeat(300),
  "e\u0301\u0302\u0303\u0304".repeat(60),
  "⟦عربي \u202b https://evil.example/?a=1&b=<evil-tag>⟧",
];

/** What decides which way a case goes, and would leave nothing to see if it were replaced. */
const DECIDES =
  /^(type|status|category|format|sub_type|language|code|platform|now|lastInboundAt|kind|object|field|name|to|policy|otp_type|parameter_format)$/;

/** Which of them begins: every test begins anew, and may be run with another one. */
const FIRST = Number(process.env.PRESEND_TURN ?? 0);
let turn = FIRST;
beforeEach(() => {
  turn = FIRST;
});
const harm = () => /** @type {string} */ (HARM[turn++ % HARM.length]);

/**
 * @param {any} value @param {(text: string) => string} change @param {boolean} all whether what decides is changed, too
 * @returns {any}
 */
function changed(value, change, all, key = "") {
  if (typeof value === "string") return !all && DECIDES.test(key) ? value : change(value);
  if (Array.isArray(value)) return value.map((item) => changed(item, change, all, key));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, changed(member, change, all, key)]));
}

/** A case twice: every text replaced, and every text joined. @param {any} value */
const both = (value) => [
  changed(value, () => harm(), true),
  changed(value, (text) => `${text.slice(0, 60)} ${harm()}`, false),
];

/** @param {string} name */
const corpus = (name) => JSON.parse(readFileSync(new URL(`../corpus/${name}.json`, import.meta.url), "utf8"));

/** The notations of the corpora are read elsewhere; here a long text may as well be short. @param {any} value @returns {any} */
const plain = (value) => {
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== "object") return value;
  if (value.$repeat) return value.$repeat[0];
  if (value.$concat) return value.$concat.map(plain).join("");
  if (value.$hex) return value.$hex;
  if (value.$list) return [plain(value.$list[0])];
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
};

const messages = corpus("messages");
const checks = corpus("check");
const drafts = [
  ...checks.cases.map((/** @type {any} */ { draft }) => ({
    ...checks.base,
    ...draft,
    ...(draft.templates && { templates: draft.templates.map((/** @type {string} */ name) => checks.templates[name]) }),
  })),
  ...messages.cases.map((/** @type {any} */ { draft }) => ({ ...messages.defaults, ...plain(draft) })),
].filter((draft) => draft.message);
const templates = [
  ...Object.values(checks.templates),
  ...["templates", "library"].flatMap((name) =>
    corpus(name).cases.map((/** @type {any} */ { template }) => plain(template)),
  ),
];
const pastes = Object.values(corpus("diagnose"))
  .filter(Array.isArray)
  .flat()
  .map((item) => plain(item.evidence ?? item));

/** What a browser has died of, whoever's turn it is. */
const DEADLY = [
  `${HARM.at(-1)} {"error":{"message":"(#131008) Required parameter is missing","code":131008,"error_data":{"details":"buttons: Button at index 0 of type Url requires a parameter"}}}`,
];

/** What is looked for after every step; it is sent into the page. */
function watch() {
  /** Marks of direction may stand only at the very end of a text, or alone in a place of their own. @param {Element} root */
  const turned = (root) => {
    const found = [];
    const walker = document.createTreeWalker(root.shadowRoot ?? root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent ?? "";
      if (!/[\u202a-\u202e\u2066-\u2069]/.test(text)) continue;
      const parent = /** @type {Element} */ (node.parentElement);
      // What was pasted, a cell, and a message as its reader will see it, stand as they are, apart from everything else.
      if (parent.closest("textarea, option, style, .mirror, .excerpt, .bubble, .cells dd")) continue;
      let place = parent;
      const apart = (/** @type {Element} */ element) => {
        const { display, unicodeBidi } = getComputedStyle(element);
        return !display.startsWith("inline") || display !== "inline" || /isolate|plaintext/.test(unicodeBidi);
      };
      while (!apart(place) && place.parentElement) place = place.parentElement;
      const whole = place.textContent ?? "";
      if (/[\p{L}\d]/u.test(whole.slice(whole.lastIndexOf("⟧") + 1))) {
        found.push(`turned around in ${place.localName}.${place.className}: ${whole.trim().slice(0, 200)}`);
      }
    }
    return found;
  };
  /** @param {Element} element */
  const look = (element) => {
    const root = /** @type {ShadowRoot} */ (element.shadowRoot);
    for (const details of root.querySelectorAll("details")) details.open = true;
    const found = [];
    if (/** @type {any} */ (window).ran) found.push("something ran");
    for (const name of ["evil-tag", "script", "iframe", "img", "object", "embed", "foreignObject", "base"]) {
      if (root.querySelector(name)) found.push(`there is a <${name}>`);
    }
    for (const link of root.querySelectorAll("a")) {
      const { protocol, hostname } = new URL(link.href, location.href);
      if (!/^https?:$/.test(protocol) || hostname.includes("evil")) found.push(`a link leads to ${link.href}`);
    }
    for (const any of root.querySelectorAll("*")) {
      for (const { name } of any.attributes) if (name.startsWith("on")) found.push(`an attribute ${name}`);
    }
    found.push(...turned(element));
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) {
      const edge = document.documentElement.getBoundingClientRect().right;
      const over = [...root.querySelectorAll("*")].filter(
        (any) => any.getBoundingClientRect().right > edge + 1 && !any.closest("svg"),
      );
      const names = over.slice(0, 4).map(({ localName, className }) => `${localName}.${className}`);
      found.push(`${scrollWidth - clientWidth} pixels beyond the edge: ${names.join(" ")}`);
    }
    return found;
  };
  Object.assign(window, { look });
}

/**
 * Shows one thing after the other in an element, and tells what went wrong, each kind once. Runs in the page.
 * @param {string} selector @param {any[]} things @param {(element: any, thing: any) => unknown} show
 */
async function inTurn(selector, things, show) {
  const element = /** @type {any} */ (document.querySelector(selector));
  /** @type {Map<string, { what: string, index: number, times: number }>} */
  const kinds = new Map();
  for (const [index, thing] of things.entries()) {
    await show(element, thing);
    await element.updateComplete;
    for (const what of /** @type {any} */ (window).look(element)) {
      const kind = what.replace(/\d+/g, "").slice(0, 40);
      kinds.set(kind, { what, index, times: (kinds.get(kind)?.times ?? 0) + 1 });
    }
  }
  return [...kinds.values()];
}

/**
 * @param {Page} page @param {string} selector @param {unknown[]} things
 * @param {(element: any, thing: any) => unknown} show how the element is given a thing, in the page
 */
async function shown(page, selector, things, show) {
  await page.evaluate(watch);
  /** @type {Awaited<ReturnType<typeof inTurn>>} */
  const wrong = await page.evaluate(`(${inTurn})(${JSON.stringify(selector)}, ${JSON.stringify(things)}, ${show})`);
  assert.ok(things.length > 0);
  assert.deepEqual(
    wrong.map(({ what, index, times }) => `${times} × ${what} · ${JSON.stringify(things[index]).slice(0, 200)}`),
    [],
  );
}

test("messages and templates of every kind, in <presend-check>", () =>
  onPage(
    (page) =>
      shown(page, "presend-check", drafts.flatMap(both), (check, draft) => {
        check.templates = draft.templates ?? [];
        check.draft = draft;
      }),
    { file: "index.html" },
  ));

test("what is typed into every field, in <presend-check>", () =>
  onPage(
    (page) =>
      shown(
        page,
        "presend-check",
        HARM.flatMap((text) => ["text", "template", "json"].map((kind) => ({ text, kind }))),
        async (check, { text, kind }) => {
          const all = {
            to: text,
            text,
            name: text,
            json: `{"type":"text","text":${JSON.stringify(text)}}`,
            more: text,
          };
          check.fields = { ...check.fields, ...all, kind };
          await check.updateComplete;
          check.pasteTemplates(JSON.stringify([{ name: text, language: text, components: [{ type: text, text }] }]));
          await check.updateComplete;
          check.sharing = true;
          check.fields = { ...check.fields, more: "" };
        },
      ),
    { file: "index.html" },
  ));

test("errors, logs and webhooks, in <presend-diagnose>", () =>
  onPage(
    (page) =>
      shown(
        page,
        "presend-diagnose",
        [...DEADLY, ...pastes].flatMap((evidence) => {
          if (typeof evidence !== "string") return both(evidence).map((value) => JSON.stringify(value));
          const joined = [
            evidence,
            `${evidence} ${harm()}`,
            `${harm()} ${evidence}`,
            `${harm()}\n${evidence}\n${harm()}`,
          ];
          try {
            return [...joined, ...both(JSON.parse(evidence)).map((value) => JSON.stringify(value))];
          } catch {
            return joined;
          }
        }),
        (diagnose, evidence) => {
          diagnose.take(evidence, evidence);
        },
      ),
    { file: "index.html" },
  ));

test("what a report found, in <presend-faq>", () =>
  onPage(
    (page) =>
      shown(page, "presend-faq", drafts.flatMap(both).slice(0, 60), async (faq, draft) => {
        try {
          faq.report = faq.presend.check(draft);
        } catch {
          return;
        }
        faq.found = new Map(faq.report.findings.map((/** @type {any} */ finding) => [finding.failure ?? "", finding]));
        faq.query = draft.message?.text ?? "";
      }),
    { file: "index.html" },
  ));

test("templates from everywhere, in <presend-template>", () =>
  onPage(
    (page) =>
      shown(page, "presend-template", templates.flatMap(both), (element, template) => {
        element.template = template;
      }),
    { file: "template.html", ready: "presend-template .answer, presend-template .verdict" },
  ));

test("templates to choose and to fill in, in <presend-guard>", () =>
  onPage(
    (page) => {
      const all = templates.flatMap(both);
      const batches = Array.from({ length: Math.ceil(all.length / 12) }, (_, i) => ({
        templates: all.slice(i * 12, i * 12 + 12).map((template) => ({ ...template, status: "APPROVED" })),
        text: harm(),
      }));
      const guarded = batches.flatMap((batch) => [
        { ...batch, pick: -1 },
        ...batch.templates.map((_, pick) => ({ ...batch, pick })),
      ]);
      return shown(page, "presend-guard", guarded, async (guard, { templates, text, pick }) => {
        guard.field.value = text;
        guard.draft = { ...guard.draft, conversation: { lastInboundAt: null }, templates };
        guard.choose();
        guard.fields = { ...guard.fields, name: "", language: "" };
        await guard.updateComplete;
        const usable = guard.usable[pick];
        if (usable) guard.pick(usable);
        await guard.updateComplete;
        const [key] = Object.keys(guard.fields.values);
        if (key) guard.fields = { ...guard.fields, values: { [key]: { 1: text, "body.1": text } } };
        guard.query = pick < 0 ? "" : text;
      });
    },
    { file: "inbox.html", ready: "presend-guard .panel" },
  ));

test("names of files and columns, and cells, in <presend-list>", () =>
  onPage(
    async (page) => {
      const cell = (/** @type {string} */ text) => `"${text.replaceAll('"', '""')}"`;
      const lists = HARM.map((text) => {
        const names = [text, `phone ${harm()}`, harm(), harm()].map(cell).join(",");
        const row = (/** @type {string} */ number) => [text, number, harm(), harm()].map(cell).join(",");
        const rows = ["+49 1512 3456789", text, `+49 1512 3456789 ${harm()}`, "00", `call ${text}`].map(row);
        return { name: `${text}.csv`, text: [names, ...rows].join("\r\n") };
      });
      const folder = new URL("../corpus/list/", import.meta.url);
      const files = readdirSync(folder).filter((name) => /\.(csv|txt)$/.test(name));
      const joined = files.map((name) => {
        const text = readFileSync(new URL(name, folder), "utf8");
        return {
          name,
          text: text.replace(/[\p{L}\d)](?=[,;|\t"\r\n])/gu, (end) => `${end} ${harm().replaceAll(/[",;|\t]/g, "")}`),
        };
      });
      await shown(page, "presend-list", [...lists, ...joined], async (list, { name, text }) => {
        await list.read(new File([text], name));
        list.templates = [
          { name, language: "en", status: "APPROVED", components: [{ type: "BODY", text: `Hello {{1}}, ${name}` }] },
        ];
        if (!list.summary) return;
        await list.send(list.templates[0]);
        list.map("body.1", "0");
        list.map("1", "0");
        await list.again();
        await list.updateComplete;
        list.at(0);
        await new Promise((done) => setTimeout(done, 100));
        list.pick(1);
        list.every = true;
      });
    },
    { file: "list.html", ready: "presend-list .drop" },
  ));
