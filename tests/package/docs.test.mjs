// The documentation does what it says: every snippet is run, every link leads somewhere, and everyone can read it.
// @ts-check
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { MENU, snippets } from "../../tools/docs.mjs";
import { root } from "../../tools/lib.mjs";
import { serve } from "../../tools/serve.mjs";
import { launch } from "../page/open.mjs";
import { pack, projects, quietly, unpack } from "./harness.mjs";

const built = join(root, "www/dist/docs");
const pages = MENU.flatMap(([, pages]) => pages.map(([id]) => id));

/** @type {string} */
let tarball;
/** Where the package is installed. @type {string} */
let folder;
/** Where it is only unpacked, as on a CDN. @type {string} */
let cdn;
/** @type {import("playwright-core").Browser} */
let browser;
before(async () => {
  ({ tarball } = await pack());
  cdn = join(dirname(tarball), "package");
  await unpack(tarball, cdn);
  [folder, browser] = await Promise.all([projects(tarball), launch()]);
});
after(async () => {
  await browser?.close();
  rmSync(dirname(tarball), { recursive: true });
});

/** What a snippet says that it prints: behind `console.log`, or in the lines below a loop. @param {string} code */
function promised(code) {
  /** @type {string[]} */
  const lines = [];
  let below = false;
  for (const line of code.split("\n")) {
    const [, beside] = /console\.log\(.*\);\s*\/\/ (.*)$/.exec(line) ?? [];
    if (beside !== undefined) lines.push(beside);
    else if (/console\.log\(/.test(line)) below = true;
    else if (below && line.startsWith("// ")) lines.push(line.slice(3));
  }
  return lines;
}

/** What a snippet prints. @param {string} code */
async function printed(code) {
  const file = join(folder, "node", "snippet.mjs");
  writeFileSync(file, code);
  try {
    return (await quietly(process.execPath, [file], folder)).trim();
  } finally {
    rmSync(file);
  }
}

/** Shows a snippet of a page, with the CDN that it names answered from the package. @param {string} code */
async function shown(code) {
  const page = await browser.newPage();
  /** @type {string[]} */
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await page.route("https://cdn.jsdelivr.net/**", async (route) => {
    const [, name = ""] = /\/npm\/presend@[\d.]+\/(.*)$/.exec(route.request().url()) ?? [];
    const path = join(cdn, name);
    if (!existsSync(path)) return route.fulfill({ status: 404 });
    // As it is on any CDN for packages: another origin, which lets everyone read.
    return route.fulfill({ path, headers: { "Access-Control-Allow-Origin": "*" } });
  });
  const { version } = JSON.parse(readFileSync(join(cdn, "package.json"), "utf8"));
  const script = `<script src="https://cdn.jsdelivr.net/npm/presend@${version}/pkg/dist/classic.js" crossorigin></script>`;
  await page.route("https://shop.example/", (route) =>
    // Elements without a script are for a page that registers them already.
    route.fulfill({
      contentType: "text/html",
      body: `<!doctype html><title>Help</title><body>${code.includes("<script") ? "" : script}${code}`,
    }),
  );
  try {
    await page.goto("https://shop.example/");
    for (const element of await page.locator("presend-faq, presend-diagnose, presend-check").all()) {
      await element.locator(":scope >> :is(details, textarea)").first().waitFor({ timeout: 15_000 });
    }
    assert.deepEqual(faults, []);
    return await page.locator("presend-faq, presend-diagnose, presend-check").count();
  } finally {
    await page.close();
  }
}

/** What is typed into a terminal, done with the package as packed. @type {Record<string, () => Promise<void>>} */
const COMMANDS = {
  async "npm install presend"() {
    const project = mkdtempSync(join(tmpdir(), "presend-"));
    writeFileSync(join(project, "package.json"), "{}");
    await quietly("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", tarball], project);
    assert.ok(existsSync(join(project, "node_modules/presend/pkg/wasm/presend_bg.wasm")));
    rmSync(project, { recursive: true });
  },
  async "cargo add presend"() {
    const project = mkdtempSync(join(tmpdir(), "presend-"));
    await quietly("cargo", ["init", "--quiet", "--vcs", "none", "--name", "inbox"], project);
    await quietly("cargo", ["add", "--quiet", "--offline", "--path", root], project);
    assert.match(readFileSync(join(project, "Cargo.toml"), "utf8"), /^presend = /m);
    rmSync(project, { recursive: true });
  },
};

describe("every snippet", () => {
  const projectTests = readFileSync(join(import.meta.dirname, "projects.test.mjs"), "utf8");
  for (const source of [...pages.map((id) => `www/docs/${id}.md`), "README.md"]) {
    const all = snippets(source);
    if (all.length === 0) continue;
    test(source, async () => {
      let before = "";
      for (const { language, file, code } of all) {
        if (file) {
          // Part of a project that is built and run as a whole.
          const [, project] = /^tests\/package\/(?:projects\/)?([\w-]+)\//.exec(file) ?? [];
          assert.ok(project === "crate" || projectTests.includes(`"${project}"`) || project === "plain", file);
          if (file.endsWith("node/check.js")) before = await printed(code);
        } else if (language === "js") {
          before = await printed(code);
          assert.equal(before, promised(code).join("\n"), code);
        } else if (language === "text") {
          assert.equal(code, before);
        } else if (language === "html") {
          assert.ok((await shown(code)) > 0, code);
        } else {
          assert.equal(language, "sh", code);
          for (const line of code.split("\n")) await COMMANDS[line]?.();
          // `npm start` and the like are how this very test was started.
          for (const line of code.split("\n")) assert.ok(line in COMMANDS || /^npm (start|test)\b/.test(line), line);
        }
      }
    });
  }
});

test("every link within the documentation leads to a place that there is", () => {
  /** @type {Map<string, Set<string>>} */
  const ids = new Map();
  /** @param {string} path */
  const idsOf = (path) => {
    if (!ids.has(path)) {
      const found = readFileSync(path, "utf8").matchAll(/\bid="([^"]+)"/g);
      ids.set(path, new Set([...found].map(([, id]) => String(id))));
    }
    return /** @type {Set<string>} */ (ids.get(path));
  };
  /** @type {string[]} */
  const broken = [];
  for (const page of pages) {
    const path = join(built, `${page}.html`);
    for (const [, href = ""] of readFileSync(path, "utf8").matchAll(/\bhref="([^"]+)"/g)) {
      if (/^https?:/.test(href)) continue;
      const [file = "", id] = href.split("#");
      const target = file === "" ? path : join(built, file);
      if (!existsSync(target) || (id && !idsOf(target).has(decodeURIComponent(id)))) broken.push(`${page}: ${href}`);
    }
  }
  assert.deepEqual(broken, []);
});

test("no id stands twice on a page, and no placeholder is left", () => {
  for (const page of pages) {
    const html = readFileSync(join(built, `${page}.html`), "utf8");
    const ids = [...html.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id);
    assert.deepEqual(
      ids.filter((id, at) => ids.indexOf(id) !== at),
      [],
      page,
    );
    assert.doesNotMatch(html, /<!-- \w+ -->|%\{/, page);
  }
});

test("the pages are all in the menu", () => {
  const written = readdirSync(join(root, "www/docs")).filter((name) => name.endsWith(".md"));
  assert.deepEqual(written.sort(), pages.map((id) => `${id}.md`).sort());
});

describe("in a browser", () => {
  /** @type {Awaited<ReturnType<typeof serve>>} */
  let site;
  before(async () => {
    site = await serve(join(root, "www/dist"), { under: "/anywhere/" });
  });
  after(() => site.close());

  for (const [colorScheme, width] of /** @type {const} */ ([
    ["light", 1280],
    ["dark", 360],
  ])) {
    test(`they open without a fault from any folder: ${colorScheme}, ${width} pixels`, async () => {
      const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
      /** @type {string[]} */
      const faults = [];
      page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
      page.on("pageerror", (error) => faults.push(String(error)));
      for (const id of pages) {
        await page.goto(`${site.url}docs/${id}.html`);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `${id} is ${overflow} pixels too wide`);
      }
      assert.deepEqual(faults, []);
      await page.close();
    });
  }

  test("without scripts", async () => {
    const page = await browser.newPage({ javaScriptEnabled: false });
    await page.goto(`${site.url}docs/rules.html#window.closed`);
    await page.getByText("Free-form message after the 24-hour window has closed").waitFor();
    await page.getByRole("navigation", { name: "Documentation" }).getByText("Every failure").click();
    await page.getByRole("heading", { name: "Every failure" }).waitFor();
    await page.close();
  });

  test("old facts are said to be old, and the colours are those that were chosen", async () => {
    const page = await browser.newPage();
    await page.clock.setFixedTime(new Date("2031-01-01"));
    await page.goto(`${site.url}docs/facts.html`);
    await page.getByText(/were last looked at \d{4} days ago/).waitFor();
    await page.evaluate(() => localStorage.setItem("presend-theme", "dark"));
    await page.clock.setFixedTime(new Date(`${await page.locator("footer time").getAttribute("datetime")}T12:00:00Z`));
    await page.reload();
    assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
    assert.equal(await page.locator(".old").count(), 0);
    await page.close();
  });
});
