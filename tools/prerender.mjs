// What the build puts into the pages: the FAQ for readers without a script, its structured data, and the policy of a page.
// Works on the compiled package, which has to be built before.

import { render } from "@lit-labs/ssr";
import { collectResultSync } from "@lit-labs/ssr/lib/render-result.js";
import { html, nothing } from "lit";
import { unsafeHTML } from "lit/directives/unsafe-html.js";

/** @typedef {import("presend").Failure} Failure */

const elements = new URL("../pkg/dist/elements/", import.meta.url);
const { answer, answers, choose, numbers, search } = await import(String(new URL("faq/answers.js", elements)));
const { again } = await import(String(new URL("retry.js", elements)));
const { Format } = await import(String(new URL("format.js", elements)));
const { base } = await import(String(new URL("styles.js", elements)));
const { styles } = await import(String(new URL("faq/styles.js", elements)));
const { wordsFor } = await import(String(new URL("words/index.js", elements)));
const { load } = await import("presend");
const presend = await load();

/** The platforms that have a profile, and `general` for any other: [id, name]. @type {[string, string][]} */
export const platforms = Object.entries(wordsFor("en").platforms);

/** @param {string} [platform] @returns {Failure[]} */
const failures = (platform) => presend.failures(platform && platform !== "general" ? { platform } : {});

/** A template as plain HTML: the marks by which Lit would find its parts again are of no use to anybody here. @param {unknown} template */
const plain = (template) => collectResultSync(render(template)).replace(/<!--\/?lit-[^>]*-->|<\?>/g, "");

/** As text between tags or in quotes. @param {string | number} text */
const escaped = (text) =>
  String(text).replace(
    /[&<>"]/g,
    (sign) =>
      /** @type {Record<string, string>} */ ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign,
  );

/** The attributes of a tag. @param {string} tag */
const attributes = (tag) =>
  Object.fromEntries([...tag.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));

/**
 * Puts the answers into every `<presend-faq>` of a page, and what search engines read of them into its head.
 * @param {string} page
 */
export function prerender(page) {
  /** @type {Failure[]} */
  const told = [];
  const filled = page.replace(/(<presend-faq\b[^>]*>)(.*?)<\/presend-faq>/gs, (_, tag, inside) => {
    const { platform, entries = "", "heading-level": level = "3" } = attributes(tag);
    const all = failures(platform);
    told.push(...choose(all, entries));
    return `${tag}<div class="presend-static">${faq(all, { platform, entries, level: Number(level), links: links(inside) })}</div>${inside}</presend-faq>`;
  });
  if (told.length === 0) return page;
  // A function, because `$` in a text would have a meaning.
  return filled.replace("</head>", () => `${structured(told)}</head>`);
}

/**
 * What `<presend-faq>` shows at first. All answers at once would weigh as much as everything else of a page together: then
 * each says what to do, and leads to the page on which it stands in full.
 * @param {Failure[]} all
 * @param {{ platform?: string, entries: string, level: number, links: Map<string, string> }} options
 */
function faq(all, { platform, entries, level, links }) {
  const words = wordsFor("en");
  const page = `faq/${platform || "general"}.html`;
  const view = {
    words,
    format: new Format("en"),
    failures: choose(all, entries),
    grouped: entries.trim() === "",
    level,
    found: new Map(),
    opened: new Set(),
    whole: new Set(),
    printing: false,
    clock: 0,
    house: (/** @type {string} */ id) => (links.has(id) ? unsafeHTML(links.get(id)) : nothing),
    folded: (/** @type {Failure} */ failure) => (entries.trim() === "" ? short(failure) : answer(view, failure)),
  };
  const short = (/** @type {Failure} */ failure) => html`<div class="answer">
    <p class="summary">${failure.summary}</p>
    <ul>${failure.fixes.map((fix) => html`<li>${fix}</li>`)}</ul>
    <p class="summary"><span class="term">${words.faq.again}</span> ${again(failure, words)} <a href="${page}#${failure.id}">${words.faq.rest}</a></p>
  </div>`;
  return plain(html`${search(words, "", false)}${answers(view)}`).replace(/>\s+</g, "> <");
}

/** The links of the house by the answer that they belong to. @param {string} inside */
function links(inside) {
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const [, before, slot, rest] of inside.matchAll(/<a ([^>]*)slot="([\w-]+)"([^>]*>.*?<\/a>)/gs)) {
    found.set(slot ?? "", `${found.get(slot ?? "") ?? ""}<a ${before}${rest}`);
  }
  return found;
}

/** https://schema.org/FAQPage, as search engines read it. @param {Failure[]} told */
function structured(told) {
  const data = {
    "@context": "https://schema.org",
    "@type": "FAQPage",
    mainEntity: told.map(({ title, summary, fixes }) => ({
      "@type": "Question",
      name: title,
      acceptedAnswer: { "@type": "Answer", text: [summary, ...fixes].join(" ") },
    })),
  };
  return `<script type="application/ld+json">${JSON.stringify(data).replaceAll("<", "\\u003c")}</script>`;
}

/** The styles of `<presend-faq>` for what stands in the page itself. */
export function faqStyles() {
  const own = `${base.cssText}\n${styles.cssText}`
    .replace(/\/\*.*?\*\//gs, "")
    .replace(/:host\(([^)]*)\)/g, "&$1")
    .replaceAll(":host", "&")
    .replace(/\s+/g, " ");
  return `presend-faq{${own}
&:not(:defined)>[slot]:not([slot=after]){display:none}
@media (scripting:none){.search{display:none}}
details:target::details-content{content-visibility:visible;block-size:auto}
@media print{details::details-content{content-visibility:visible;block-size:auto}}}`;
}

/** The FAQ of a platform as HTML without scripts, styles or classes, for an editor of articles. @param {string} platform */
function fragment(platform) {
  const words = wordsFor("en");
  const items = (/** @type {string[]} */ list) =>
    `<ul>\n${list.map((item) => `  <li>${escaped(item)}</li>`).join("\n")}\n</ul>`;
  let group = "";
  return failures(platform)
    .map((failure) => {
      const { id, groupTitle, title, summary, fixes, causes, strings } = failure;
      const heading = group === groupTitle ? "" : `<h2>${escaped(groupTitle)}</h2>\n`;
      group = groupTitle;
      const codes = numbers(failure, words).map(
        (/** @type {[string, (string | number)[]]} */ [name, list]) =>
          `${escaped(name)} ${list.map(escaped).join(", ")}`,
      );
      return `${heading}<h3 id="${id}">${escaped(title)}</h3>
<p>${escaped(summary)}</p>
<p><strong>${escaped(words.faq.fixes)}</strong></p>
${items(fixes)}
<p><strong>${escaped(words.faq.causes)}</strong></p>
${items(causes)}
<p><strong>${escaped(words.faq.again)}</strong> ${escaped(again(failure, words))}</p>${codes.length > 0 ? `\n<p><strong>${escaped(words.faq.codes)}</strong> ${codes.join("; ")}</p>` : ""}${strings.length > 0 ? `\n<p><strong>${escaped(words.faq.seen)}</strong> ${strings.map((string) => `“${escaped(string)}”`).join(", ")}</p>` : ""}`;
    })
    .join("\n\n");
}

/** A page that shows the FAQ of a platform, and its HTML to copy. @param {[string, string]} platform @param {{ css: string, icon: string, policy: string }} files addresses, and a tag */
export function plainPage([id, name], { css, icon, policy }) {
  const content = fragment(id);
  const title = id === "general" ? "Why WhatsApp messages fail" : `Why WhatsApp messages fail, in ${name}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${policy}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<link rel="icon" href="${icon}" type="image/svg+xml">
<link rel="stylesheet" href="${css}">
</head>
<body>
<header>
<h1>${escaped(title)}</h1>
<details>
<summary>Copy this page into an article of your own</summary>
<p>Click into the field, select all of it (Ctrl or ⌘ and A), copy it, and paste it where your editor takes HTML. Or select the text below and paste it where it takes text with headings. The answers are as of ${presend.version.rulesAsOf}; they are free to use under MIT or Apache 2.0.</p>
<textarea readonly rows="12" spellcheck="false" aria-label="HTML of this FAQ">${escaped(content)}</textarea>
</details>
</header>
<main>
${content}
</main>
<footer><p>Made with presend. Not affiliated with Meta or WhatsApp.</p></footer>
</body>
</html>
`;
}
