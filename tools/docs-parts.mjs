// The parts of the documentation that the package itself knows: rules, failures, limits, platforms, sizes, elements, API.
// Each is Markdown with pieces of HTML in it; an empty line would end such a piece.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "smol-toml";
import { OLD, sources } from "./age.mjs";
import { root } from "./lib.mjs";
import { kB, readBudgets, sizes } from "./sizes.mjs";

/** @typedef {import("presend").RuleDoc} RuleDoc */
/** @typedef {import("presend").Failure} Failure */
/** @typedef {import("presend").LimitDoc} LimitDoc */

/** @param {string | number} text */
export const escaped = (text) =>
  String(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** The parts of a report, as headings. */
const STAGES = {
  window: "The window",
  message: "The message",
  template: "The template",
  variables: "Its variables",
  recipient: "The recipient",
  limits: "Limits",
  account: "The account",
};
const LEVELS = {
  fail: "will be refused",
  risk: "may fail",
  unknown: "cannot be known from here",
  note: "good to know",
};
const RETRY = {
  no: "Trying again does not help.",
  "after-fix": "Try again after putting it right.",
  backoff: "Try again, each time after a longer pause.",
  later: "Try again later.",
};

/** @param {string} date */
const day = (date) => `<time datetime="${date}">${date}</time>`;
/** @param {(string | number)[]} items */
const list = (items) => (items.length > 0 ? `<ul>${items.map((item) => `<li>${item}</li>`).join("")}</ul>` : "");
/** @param {[string, string][]} rows */
const facts = (rows) =>
  `<dl>${rows
    .filter(([, text]) => text !== "")
    .map(([name, text]) => `<div><dt>${name}</dt><dd>${text}</dd></div>`)
    .join("")}</dl>`;
/** The sources that have a title, by where they are. */
const titles = new Map(sources().map(({ url, title }) => [url, title]));
/** @param {{ title?: string, url: string, checked: string }[]} all */
const sourceLinks = (all) =>
  all
    .map(({ title, url, checked }) => {
      const name = escaped(title ?? titles.get(url) ?? url.replace(/^https?:\/\/(www\.)?|\/$/g, ""));
      // Some facts rest on a decision of our own, which has no page.
      const link = /^https?:/.test(url) ? `<a href="${escaped(url)}">${name}</a>` : name;
      return `${link} (${day(checked)})`;
    })
    .join("<br>");
/** @param {RuleDoc | { id: string }} rule */
const ruleLink = ({ id }) => `<a href="rules.html#${id}"><code>${id}</code></a>`;

/** @param {LimitDoc} limit */
const limitText = ({ key, value, unit }) =>
  `<a href="policy.html#${key}"><code>${key}</code></a> ${escaped(typeof value === "object" ? JSON.stringify(value) : String(value))} ${escaped(unit)}`;

/** @param {RuleDoc[]} rules */
function rulesPart(rules) {
  return Object.entries(STAGES)
    .map(([stage, title]) => {
      const own = rules.filter((rule) => rule.stage === stage);
      return `## ${title}\n\n${own.map(ruleEntry).join("\n\n")}`;
    })
    .join("\n\n");
}

/** @param {RuleDoc} rule */
function ruleEntry({ id, level, creation, what, why, fix, failure, codes, limits, sources, checked }) {
  const details = facts([
    ["Level", `${level}: ${LEVELS[level]}${creation ? "; only where templates are created" : ""}`],
    ["Meta answers with", codes.join(", ")],
    ["Leads to", failure ? `<a href="failures.html#${failure}"><code>${failure}</code></a>` : ""],
    ["Limits", limits.map(limitText).join("<br>")],
    ["Sources", sourceLinks(sources)],
    ["Last read", day(checked)],
  ]);
  return `<section class="entry" id="${id}"><h3><a href="#${id}"><code>${id}</code></a></h3><p><strong>${escaped(what)}.</strong> ${escaped(why)}</p>${list(fix.map(escaped))}${details}</section>`;
}

/** @param {Failure[]} failures */
function failuresPart(failures) {
  const groups = [...new Set(failures.map(({ groupTitle }) => groupTitle))];
  return groups
    .map((group) => {
      const own = failures.filter(({ groupTitle }) => groupTitle === group);
      return `## ${group}\n\n${own.map(failureEntry).join("\n\n")}`;
    })
    .join("\n\n");
}

/** @param {Failure} failure */
function failureEntry({ id, title, summary, causes, fixes, retry, retryAfter, codes, strings, preventedBy, sources }) {
  const numbers = [
    codes.meta.length > 0 && `Meta ${codes.meta.join(", ")}`,
    codes.subcodes.length > 0 && `subcodes ${codes.subcodes.join(", ")}`,
    codes.twilio.length > 0 && `Twilio ${codes.twilio.join(", ")}`,
    ...Object.entries(codes.other).map(([provider, all]) => `${provider} ${all.join(", ")}`),
  ].filter((text) => text !== false);
  const details = facts([
    ["Id", `<code>${id}</code>`],
    ["Codes", numbers.map(escaped).join("<br>")],
    ["Seen as", strings.map((text) => `<q>${escaped(text)}</q>`).join("<br>")],
    ["Prevented by", preventedBy.map((id) => ruleLink({ id })).join(", ")],
    ["Sources", sourceLinks(sources)],
  ]);
  const again = `${RETRY[retry]}${retryAfter ? ` That is: ${escaped(retryAfter)}.` : ""}`;
  return `<section class="entry" id="${id}"><h3><a href="#${id}">${escaped(title)}</a></h3><p>${escaped(summary)}</p><p class="term">What to do</p>${list(fixes.map(escaped))}<p class="term">Why it happens</p>${list(causes.map(escaped))}<p>${again}</p>${details}</section>`;
}

/** Every dated limit, by its key. @param {RuleDoc[]} rules @returns {LimitDoc[]} */
function limitsOf(rules) {
  const byKey = new Map(rules.flatMap(({ limits }) => limits.map((limit) => [limit.key, limit])));
  return [...byKey.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** @param {LimitDoc[]} limits */
function limitsPart(limits) {
  return limits
    .map(({ key, what, unit, value, since, checked, sources }) => {
      const inForce = escaped(typeof value === "object" ? JSON.stringify(value) : String(value));
      const details = facts([
        ["In force", `<code>${inForce}</code> ${escaped(unit)}${since ? `, since ${day(since)}` : ""}`],
        ["Sources", sourceLinks(sources)],
        ["Last read", day(checked)],
      ]);
      return `<section class="entry small" id="${key}"><h3><a href="#${key}"><code>${key}</code></a></h3><p>${escaped(what)}</p>${details}</section>`;
    })
    .join("\n\n");
}

/** @param {Map<string, { title: string, url: string, checked: string }>} named */
function platformsPart(named) {
  const folder = join(root, "src/data/platforms");
  const profiles = readdirSync(folder)
    .sort()
    .map((file) => ({
      id: file.replace(/\.toml$/, ""),
      .../** @type {any} */ (parse(readFileSync(join(folder, file), "utf8"))),
    }));
  /** @param {any} profile */
  const entry = ({ id, name, checked, sources = [], sends = [], receives = [], labels = {}, restrictions = [] }) => {
    const known = sources.flatMap((/** @type {string} */ source) => named.get(source) ?? []);
    const places = Object.entries(labels).map(
      ([key, text]) => `${escaped(key.replaceAll("-", " "))}: ${escaped(String(text))}`,
    );
    const limits = restrictions.map(
      (/** @type {any} */ { when, level, note }) =>
        `${escaped(note)} <span class="quiet">(${level === "fail" ? "will be refused" : "may fail"}, ${when === "any" ? "always" : escaped(when.replaceAll("-", " "))})</span>`,
    );
    const details = facts([
      ["Sends", escaped(sends.join(", "))],
      ["Receives", escaped(receives.join(", "))],
      ["Sources", sourceLinks(known)],
      ["Last read", day(checked.toISOString().slice(0, 10))],
    ]);
    return `## ${name}\n\n<p><code>platform: "${id}"</code></p>${limits.length > 0 ? `<p class="term">What it adds</p>${list(limits)}` : ""}<p class="term">What its places are called</p>${list(places)}${details}`;
  };
  // Any other name is served by the general profile, so it has no name of its own to give.
  const general = profiles.filter(({ id }) => id === "general");
  return [...profiles.filter(({ id }) => id !== "general"), ...general]
    .map(entry)
    .join("\n\n")
    .replace('<code>platform: "general"</code>', "Used for any other name, and where none is given.");
}

function sourcesPart() {
  const rows = sources().map(
    ({ title, url, checked, days }) =>
      `| ${/^https?:/.test(url) ? `[${title}](${url})` : title} | ${day(checked)} | ${days > OLD ? "to be read again" : ""} |`,
  );
  return ["| source | last read | older than half a year |", "| --- | --- | --- |", ...rows].join("\n");
}

/** @param {RuleDoc[]} rules */
function datesPart(rules) {
  const byDate = [...rules].sort((a, b) => (a.checked < b.checked ? -1 : 1));
  return [
    "| rule | last read |",
    "| --- | --- |",
    ...byDate.map((rule) => `| ${ruleLink(rule)} | ${day(rule.checked)} |`),
  ].join("\n");
}

async function sizesPart() {
  const { budgets, history } = readBudgets();
  const rows = (await sizes()).map(
    ({ what, raw, gzip, brotli }) => `| ${what} | ${kB(raw)} | ${kB(gzip)} | ${kB(brotli)} |`,
  );
  const limits = Object.values(budgets).map(
    ({ what, goal, limit }) => `| ${what} | ${kB(goal)} | ${limit === goal ? "the goal" : kB(limit)} |`,
  );
  const moves = [...history].reverse().map(
    ({ date, sizes, reason }) =>
      `| ${day(date)} | ${Object.entries(sizes)
        .map(([part, size]) => `${part} ${kB(size)}`)
        .join("<br>")} | ${escaped(reason)} |`,
  );
  return {
    sizes: ["| part | raw | gzip | brotli |", "| --- | ---: | ---: | ---: |", ...rows].join("\n"),
    budgets: ["| part | goal | the build stops at |", "| --- | ---: | ---: |", ...limits].join("\n"),
    moves: ["| when | after brotli | why |", "| --- | --- | --- |", ...moves].join("\n"),
  };
}

/** The elements, from the comments above their classes. */
function elementsPart() {
  const manifest = JSON.parse(readFileSync(join(root, "pkg/dist/custom-elements.json"), "utf8"));
  /** @param {string} title @param {any[] | undefined} items @param {(item: any) => string} name */
  const part = (title, items, name) =>
    items && items.length > 0
      ? `| ${title} | what it is for |\n| --- | --- |\n${items
          .map(
            (item) =>
              `| ${name(item)} | ${String(item.description ?? "")
                .replaceAll("|", "\\|")
                .replaceAll("\n", " ")} |`,
          )
          .join("\n")}\n`
      : "";
  const code = (/** @type {string} */ text) => `\`${text}\``;
  return manifest.modules
    .flatMap((/** @type {any} */ module) => module.declarations)
    .sort((/** @type {any} */ a, /** @type {any} */ b) => (a.tagName < b.tagName ? -1 : 1))
    .map((/** @type {any} */ element) =>
      [
        `## ${element.tagName}`,
        element.description ?? "",
        part("attribute", element.attributes, ({ name }) => code(name)),
        part(
          "property",
          element.members?.filter(
            (/** @type {any} */ { kind, name, attribute }) =>
              kind === "field" &&
              !attribute &&
              !element.attributes?.some((/** @type {any} */ one) => one.name === name),
          ),
          ({ name }) => code(name),
        ),
        part("event", element.events, ({ name }) => code(name)),
        part("slot", element.slots, ({ name }) => (name ? code(name) : "inside")),
        part("part, for `::part()`", element.cssParts, ({ name }) => code(name)),
        part("custom property", element.cssProperties, ({ name }) => code(name)),
      ]
        .filter(Boolean)
        .join("\n\n"),
    )
    .join("\n\n");
}

/** The API of JavaScript, by TypeDoc from the types that editors show. */
async function apiPart() {
  const { Application } = await import("typedoc");
  const out = mkdtempSync(join(tmpdir(), "presend-"));
  /** @type {any} */
  const options = {
    entryPoints: [join(root, "pkg/index.ts")],
    tsconfig: join(root, "pkg/tsconfig.json"),
    plugin: ["typedoc-plugin-markdown"],
    out,
    readme: "none",
    router: "module",
    entryFileName: "api",
    hideBreadcrumbs: true,
    hidePageHeader: true,
    hidePageTitle: true,
    disableSources: true,
    skipErrorChecking: true,
    excludePrivate: true,
    excludeExternals: true,
    logLevel: "Error",
    groupOrder: ["Variables", "Interfaces", "*"],
    expandObjects: true,
    parametersFormat: "table",
    interfacePropertiesFormat: "table",
    typeAliasPropertiesFormat: "table",
    enumMembersFormat: "table",
    tableColumnSettings: { hideInherited: true, hideOverrides: true },
  };
  try {
    const app = await Application.bootstrapWithPlugins(options);
    const project = await app.convert();
    if (!project) throw new Error("TypeDoc could not read the types");
    await app.generateOutputs(project);
    const [file = ""] = readdirSync(out).filter((name) => name.endsWith(".md"));
    return readFileSync(join(out, file), "utf8").replace(/^\*\*\*$/gm, "");
  } finally {
    rmSync(out, { recursive: true });
  }
}

/** Everything that is made, by the name under which pages ask for it. @returns {Promise<Record<string, string>>} */
export async function generated() {
  const { load } = await import("presend");
  const presend = await load();
  const rules = presend.rules();
  const named = new Map(sources().map((source) => [source.name, source]));
  return {
    rules: rulesPart(rules),
    failures: failuresPart(presend.failures()),
    limits: limitsPart(limitsOf(rules)),
    platforms: platformsPart(named),
    sources: sourcesPart(),
    dates: datesPart(rules),
    ...(await sizesPart()),
    elements: elementsPart(),
    api: await apiPart(),
    asOf: presend.version.rulesAsOf,
    metadata: presend.version.phoneMetadata,
  };
}
