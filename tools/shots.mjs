// `npm run shots`: pictures of every built page, narrow and wide, light and dark, in tests/shots.
import { mkdirSync, readdirSync } from "node:fs";
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
// The diagnosis has much to show only once something was pasted.
const states = [
  ...pages.map((name) => ({ name, shown: "" })),
  { name: "index.html", shown: "webhook" },
  { name: "help-center.html", shown: "export" },
];
for (const { name, shown } of states) {
  for (const width of [360, 1280]) {
    for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
      const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
      await page.goto(site.url + name, { waitUntil: "networkidle" });
      if (shown) await page.locator(`presend-diagnose [data-example="${shown}"]`).click();
      const file = `tests/shots/${[name.replace(".html", "").replace("/", "-"), shown, width, colorScheme].filter(Boolean).join("-")}.png`;
      await page.screenshot({ path: join(root, file), fullPage: true });
      console.log(file);
      await page.close();
    }
  }
}
await browser.close();
site.close();
