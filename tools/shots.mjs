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
for (const name of readdirSync(folder).filter((name) => name.endsWith(".html"))) {
  for (const width of [360, 1280]) {
    for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
      const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
      await page.goto(site.url + name, { waitUntil: "networkidle" });
      const file = `tests/shots/${name.replace(".html", "")}-${width}-${colorScheme}.png`;
      await page.screenshot({ path: join(root, file), fullPage: true });
      console.log(file);
      await page.close();
    }
  }
}
await browser.close();
site.close();
