// The documentation, from www/docs/*.md and from what the package itself knows, into www/dist/docs.
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import hljs from "highlight.js/lib/common";
import { Marked } from "marked";
import { integrity } from "./bundle.mjs";
import { escaped, generated } from "./docs-parts.mjs";
import { must, root, targetFolder } from "./lib.mjs";

const SOURCE = join(root, "www/docs");
const TARGET = join(root, "www/dist/docs");

/** The pages by what people come for, each with its name in the menu. @type {[string, [string, string][]][]} */
export const MENU = [
  [
    "Use it",
    [
      ["index", "Start in two minutes"],
      ["help-center", "Embed it in a help center"],
      ["compose-box", "Guard a compose box"],
      ["list", "Check a list"],
      ["loading", "Load it anywhere"],
      ["rust", "From Rust"],
    ],
  ],
  [
    "Understand it",
    [
      ["report", "The report explained"],
      ["rules", "Every rule"],
      ["failures", "Every failure"],
      ["platforms", "Platform profiles"],
      ["policy", "Override the policy"],
    ],
  ],
  [
    "Rely on it",
    [
      ["privacy", "Privacy and CSP"],
      ["facts", "How current the facts are"],
      ["sizes", "What it weighs"],
    ],
  ],
  [
    "Look it up",
    [
      ["elements", "Elements"],
      ["api", "JavaScript API"],
    ],
  ],
];

/** Pages of documentation run no script but one small file of their own. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** A text as Markdown, with the files it shows and the figures it names. @param {string} path @returns {string} */
function markdown(path) {
  const values = {
    version,
    cdn: `https://cdn.jsdelivr.net/npm/presend@${version}/pkg/dist`,
    "integrity of classic.js": integrity(join(root, "pkg/dist/classic.js")),
    "integrity of classic-inline.js": integrity(join(root, "pkg/dist/classic-inline.js")),
  };
  return readFileSync(join(root, path), "utf8")
    .replace(
      /^(```\w+ file=(\S+)\n)```$/gm,
      (_, start, file) => `${start}${readFileSync(join(root, file), "utf8")}\`\`\``,
    )
    .replace(/%\{([^}]+)\}/g, (_, name) => {
      if (!(name in values)) throw new Error(`${path} names %{${name}}, which there is not`);
      return values[/** @type {keyof typeof values} */ (name)];
    });
}

/**
 * What a text shows as code, each with its language and the file it comes from.
 * @param {string} path
 * @returns {{ language: string, file: string | undefined, code: string }[]}
 */
export function snippets(path) {
  /** @type {ReturnType<typeof snippets>} */
  const found = [];
  const marked = new Marked();
  marked.walkTokens(marked.lexer(markdown(path)), (token) => {
    if (token.type !== "code") return;
    const [language = "", file] = String(token.lang ?? "").split(" file=");
    found.push({ language, file, code: token.text });
  });
  return found;
}

/** A heading as part of an address. @param {string} text */
const slug = (text) =>
  text
    .toLowerCase()
    .replace(/<[^>]+>|&\w+;|[^\p{L}\p{N}\s-]/gu, "")
    .trim()
    .replace(/\s+/g, "-");

/** @param {string | null} align */
const numeric = (align) => (align === "right" ? ' class="number"' : "");

/** Markdown as HTML, with what there is to jump to. @param {string} text */
function render(text) {
  /** @type {{ id: string, title: string, depth: number }[]} */
  const headings = [];
  /** @type {Set<string>} */
  const ids = new Set();
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth }) {
        const title = this.parser.parseInline(tokens);
        let id = slug(title);
        for (let n = 1; ids.has(id); n++) id = `${slug(title)}-${n}`;
        ids.add(id);
        if (depth < 4 && depth > 1) headings.push({ id, title, depth });
        return depth === 1
          ? `<h1>${title}</h1>\n`
          : `<h${depth} id="${id}"><a href="#${id}">${title}</a></h${depth}>\n`;
      },
      code({ text, lang = "" }) {
        const [given = ""] = lang.split(" ");
        const language = given === "vue" ? "html" : given;
        const html = hljs.getLanguage(language) ? hljs.highlight(text, { language }).value : escaped(text);
        // Long lines are pushed along, also by keyboard.
        return `<pre tabindex="0"><code>${html}</code></pre>\n`;
      },
      table(token) {
        // Where it is narrow, the rows stand one under the other: then every value names its column. What CSS makes of a
        // table is no table to a screen reader any more unless it is told so.
        const names = token.header.map(({ text }) => text.replace(/[`*]/g, ""));
        const heads = token.header.map(({ tokens, align }) => {
          return `<th role="columnheader" scope="col"${numeric(align)}>${this.parser.parseInline(tokens)}</th>`;
        });
        const row = (/** @type {typeof token.header} */ cells) =>
          `<tr role="row">${cells
            .map(({ tokens, align, text }, at) => {
              const label = at > 0 && names.length > 2 ? ` data-label="${escaped(names[at] ?? "")}"` : "";
              return `<td role="cell"${label}${numeric(align)}>${text === "-" ? "" : this.parser.parseInline(tokens)}</td>`;
            })
            .join("")}</tr>`;
        return `<div class="table"><table role="table"><thead role="rowgroup"><tr role="row">${heads.join("")}</tr></thead><tbody role="rowgroup">${token.rows.map(row).join("\n")}</tbody></table></div>\n`;
      },
    },
  });
  const html = /** @type {string} */ (marked.parse(text));
  return { html, headings };
}

/** @param {string} current */
function menu(current) {
  const item = (/** @type {[string, string]} */ [id, name]) =>
    `<li><a href="${id}.html"${id === current ? ' aria-current="page"' : ""}>${name}</a></li>`;
  return MENU.map(([name, pages]) => `<h2>${name}</h2>\n<ul>\n${pages.map(item).join("\n")}\n</ul>`).join("\n");
}

/** @param {string} id @param {Record<string, string>} assets by their names in www/docs @param {Record<string, string>} parts */
function page(id, assets, parts) {
  const text = markdown(`www/docs/${id}.md`).replace(/^<!-- (\w+) -->$/gm, (_, name) => {
    const part = parts[name];
    if (part === undefined) throw new Error(`www/docs/${id}.md asks for ${name}, which nothing makes`);
    return part;
  });
  const { html, headings } = render(text);
  const title = /<h1>(.*?)<\/h1>/.exec(html)?.[1] ?? "";
  const lead = /<\/h1>\s*<p>(.*?)<\/p>/s.exec(html)?.[1]?.replace(/<[^>]+>/g, "") ?? "";
  // A reference is looked up by name.
  const chapters = headings.filter(({ depth }) => depth === 2 || id === "api");
  const jumps =
    chapters.length < 4
      ? ""
      : `<nav class="jumps" aria-label="On this page"><ul>${chapters.map(({ id, title, depth }) => `<li${depth === 2 ? "" : ' class="below"'}><a href="#${id}">${title}</a></li>`).join("")}</ul></nav>`;
  const order = MENU.flatMap(([, pages]) => pages);
  const at = order.findIndex(([one]) => one === id);
  const neighbour = (/** @type {number} */ by, /** @type {string} */ word) => {
    const [next, name] = order[at + by] ?? [];
    return next ? `<a href="${next}.html" rel="${word.toLowerCase()}"><span>${word}</span> ${name}</a>` : "";
  };
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title.replace(/<[^>]+>/g, "")} · presend</title>
<meta name="description" content="${escaped(lead.replaceAll("&quot;", '"').replaceAll("&amp;", "&").replaceAll("&#39;", "'"))}">
<link rel="icon" href="${assets["icon.svg"]}" type="image/svg+xml">
<link rel="stylesheet" href="${assets["style.css"]}">
<link rel="stylesheet" href="${assets["docs.css"]}">
<script type="module" src="${assets["docs.js"]}"></script>
</head>
<body>
<header>
<a class="skip" href="#main">To the text</a>
<p class="name"><a href="../index.html">presend</a> <span>documentation</span></p>
<a class="to-menu" href="#menu">All pages</a>
</header>
<div class="docs">
<main id="main" class="page-${id}">
${html.replace(/(<\/h1>\s*(?:<p>.*?<\/p>)?)/s, `$1${jumps}`)}
<nav class="neighbours" aria-label="Neighbouring pages">${neighbour(-1, "Prev")}${neighbour(1, "Next")}</nav>
</main>
<nav id="menu" class="menu" aria-label="Documentation">
${menu(id)}
</nav>
</div>
<footer>
<p>presend ${version}. Facts as of <time datetime="${parts.asOf}">${parts.asOf}</time>.</p>
<p>Not affiliated with Meta or WhatsApp.</p>
</footer>
</body>
</html>
`;
}

/** Copies a file under a name that changes with its content. @param {string} from @param {string} name */
function asset(from, name) {
  const content = readFileSync(from);
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 8);
  const hashed = name.replace(/\.(\w+)$/, `-${hash}.$1`);
  writeFileSync(join(TARGET, hashed), content);
  return hashed;
}

/** The reference of the crate, by rustdoc. */
async function buildRustdoc() {
  const made = join(targetFolder(), "doc");
  rmSync(made, { recursive: true, force: true });
  await must("cargo", ["doc", "--quiet", "--no-deps", "--lib", "--package", "presend"], {
    RUSTDOCFLAGS: "-D warnings",
  });
  cpSync(made, join(TARGET, "rust"), { recursive: true });
}

/** Makes the documentation, from the package as built. */
export async function buildDocs() {
  rmSync(TARGET, { recursive: true, force: true });
  mkdirSync(TARGET, { recursive: true });
  const assets = {
    "style.css": asset(join(root, "www/style.css"), "style.css"),
    "icon.svg": asset(join(root, "www/icon.svg"), "icon.svg"),
    "docs.css": asset(join(SOURCE, "docs.css"), "docs.css"),
    "docs.js": asset(join(SOURCE, "docs.js"), "docs.js"),
  };
  await buildRustdoc();
  const parts = await generated();
  for (const [id] of MENU.flatMap(([, pages]) => pages))
    writeFileSync(join(TARGET, `${id}.html`), page(id, assets, parts));
}

if (process.argv[1] === import.meta.filename) {
  if (!existsSync(join(root, "pkg/dist/catalogue.json"))) throw new Error("build the package first: npm run build");
  await buildDocs();
}
