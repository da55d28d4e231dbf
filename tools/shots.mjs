// `npm run shots`: pictures of every built page, narrow and wide, light and dark, in tests/shots, and those of the README.
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildPackage, buildPage } from "./build.mjs";
import { ensureBrowser, root } from "./lib.mjs";
import { serve } from "./serve.mjs";

await buildPackage();
await buildPage();
const { browser: executablePath } = await ensureBrowser();
const { chromium } = await import("playwright-core");
const folder = join(root, "www/dist");
const site = await serve(folder);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
mkdirSync(join(root, "tests/shots"), { recursive: true });
const pages = [...readdirSync(folder).filter((name) => name.endsWith(".html")), "faq/intercom.html"];
// One page of documentation of each kind: text, tables, entries, a reference.
pages.push(...["index", "sizes", "failures", "api"].map((name) => `docs/${name}.html`));
/** What has more to show once something was done: file, name, what to click in turn. @type {[string, string, string[]][]} */
const states = [
  ...pages.map((name) => /** @type {[string, string, string[]]} */ ([name, "", []])),
  ["index.html", "webhook", ['presend-diagnose [data-example="webhook"]']],
  ["help-center.html", "export", ['presend-diagnose [data-example="export"]']],
  ["template.html", "cards", ["text=Cards to swipe"]],
  ["list.html", "read", ['[data-rows="1000"]']],
  ["inbox.html", "closed", ["[data-person=closed]"]],
  ["inbox.html", "templates", ["[data-person=closed]", "#send"]],
];
const NOW = new Date("2026-11-20T11:45:00Z");

/** @param {string} name @param {import("playwright-core").BrowserContextOptions} options @param {string[]} clicks */
async function reach(name, options, clicks) {
  const page = await browser.newPage({ locale: "en-GB", timezoneId: "Europe/London", ...options });
  await page.clock.setFixedTime(NOW);
  await page.goto(site.url + name, { waitUntil: "networkidle" });
  for (const click of clicks) {
    await page.locator(click).first().click();
    await page.waitForTimeout(500);
  }
  return page;
}

for (const [name, shown, clicks] of states) {
  for (const width of [360, 1280]) {
    for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
      const page = await reach(name, { viewport: { width, height: 800 }, colorScheme }, clicks);
      const file = `tests/shots/${[name.replace(".html", "").replace("/", "-"), shown, width, colorScheme].filter(Boolean).join("-")}.png`;
      const whole = await page.evaluate(() => document.documentElement.scrollHeight);
      // Browsers make no picture of what is much higher.
      const clip = { x: 0, y: 0, width, height: Math.min(whole, 12_000) };
      await page.screenshot({ path: join(root, file), ...(shown !== "templates" && { fullPage: true, clip }) });
      console.log(file);
      await page.close();
    }
  }
}

// The two of the README, small enough to be kept with the source.
for (const [name, file, colorScheme, clicks] of /** @type {[string, string, "light" | "dark", string[]][]} */ ([
  ["index.html", "page", "light", []],
  ["inbox.html", "inbox", "dark", ["[data-person=closed]"]],
])) {
  const page = await reach(name, { viewport: { width: 1280, height: 800 }, colorScheme }, clicks);
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 80 });
  writeFileSync(join(root, `docs/${file}.webp`), Buffer.from(data, "base64"));
  console.log(`docs/${file}.webp`);
  await page.close();
}
await browser.close();
site.close();
