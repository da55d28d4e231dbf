// The built pages as a person meets them: from the click on a link to the first verdict, and what every key costs.
import { join } from "node:path";
import { root } from "../tools/lib.mjs";
import { serve } from "../tools/serve.mjs";
import { readBudgets, sizes } from "../tools/sizes.mjs";
import { median } from "./harness.mjs";
import { begin, PLACES, typing } from "./typing.mjs";

export const title = "The pages: cold start, keystrokes, sizes, memory";
export const about = `The pages of \`npm run build\`, served with Brotli. "On a phone" is Chromium slowed to a quarter of this machine, behind a line of
1.6 Mbit/s with 150 ms to the server and back. A keystroke is the time that the page's own thread works for one typed character: the check, the
verdict, preview, FAQ and layout; a frame is 16.7 ms. The longest task is the longest work without a pause in the browser's
own trace, what the browser does by itself included. Memory is all of a page, WebAssembly included.`;

/** How often a page is opened, and how many characters are typed into it. */
const OPENED = 5;
const TEXT = "Hello Ana, the *parcel* B-17 is on its way and will be with you on Friday. ".repeat(2);

/** Milliseconds that a key may take; that the first verdict may come after the WebAssembly. */
const GOAL = { key: 16, verdict: 100 };

/** What is downloaded, in thousands of bytes after Brotli. @param {import("./harness.mjs").Bench} bench */
export default async function run(bench) {
  const rows = await sizes();
  for (const [part, { what, goal }] of Object.entries(readBudgets().budgets)) {
    const value = (rows.find((row) => row.part === part)?.brotli ?? 0) / 1000;
    bench.figures(`to download: ${what}`, [{ name: "presend", value }], { unit: "kB", goal: goal / 1000 });
  }
}

/** What only shows from outside of a page. @param {import("playwright-core").Browser} browser @param {import("./harness.mjs").Bench} bench */
export async function drive(browser, bench) {
  // Kept apart from other sites, a page may be asked for its memory.
  const headers = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };
  const site = await serve(join(root, "www/dist"), { headers, packed: true });
  try {
    await coldStart(browser, site.url, bench);
    for (const place of PLACES) {
      if (!place.before) await keystrokes(browser, site.url, place, bench);
      await pauses(browser, site.url, place, bench);
    }
  } finally {
    site.close();
  }
}

/** @param {import("playwright-core").Browser} browser @param {string} url @param {import("./harness.mjs").Bench} bench */
async function coldStart(browser, url, bench) {
  for (const [where, how] of /** @type {const} */ ([["here"], ["on a phone", slow], ["here, the .wasm last", last]])) {
    /** @type {Awaited<ReturnType<typeof firstVerdict>>[]} */
    const times = [];
    for (let i = 0; i < OPENED; i++) times.push(await firstVerdict(browser, url, how));
    const middle = (/** @type {"verdict" | "wait"} */ what) => [
      { name: "median", value: median(times.map((time) => time[what])) },
    ];
    const goal = how === slow ? {} : { goal: GOAL.verdict };
    bench.figures(`from the link to the first verdict, ${where}`, middle("verdict"), { unit: "ms" });
    bench.figures(`from the .wasm's last byte to the first verdict, ${where}`, middle("wait"), { unit: "ms", ...goal });
  }
}

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page */
async function slow(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await session.send("Network.enable");
  const line = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 90_000 };
  await session.send("Network.emulateNetworkConditions", line);
}

/** The .wasm comes when all else is there, as over most lines. @param {Page} page */
const last = (page) =>
  page.route("**/*.wasm", async (route) => {
    await page.waitForFunction(() => document.querySelector("presend-check")?.shadowRoot?.querySelector(".waiting"));
    await page.waitForTimeout(300);
    await route.continue();
  });

/** Opens the first page with nothing kept from before. @param {import("playwright-core").Browser} browser @param {string} url @param {(page: Page) => Promise<unknown>} [how] */
async function firstVerdict(browser, url, how) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await how?.(page);
  await page.addInitScript(() => {
    const look = () => {
      const answer = document.querySelector("presend-check")?.shadowRoot?.querySelector(".answer");
      if (answer) Object.assign(window, { verdict: performance.now() });
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto(url);
  await page.waitForFunction(() => "verdict" in window, undefined, { timeout: 60_000 });
  const found = await page.evaluate(() => {
    const wasm = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".wasm"));
    const arrived = Math.max(...wasm.map((entry) => /** @type {PerformanceResourceTiming} */ (entry).responseEnd));
    const { verdict } = /** @type {any} */ (window);
    return { verdict, wait: verdict - arrived };
  });
  await context.close();
  return found;
}

/** @typedef {import("./typing.mjs").Place} Place */

/** @param {import("playwright-core").Browser} browser @param {string} url @param {Place} place */
async function opened(browser, url, { file, ready }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(url + file);
  await page.locator(ready).first().waitFor();
  return { context, page };
}

/** How long no frame can be drawn while one types. @param {import("playwright-core").Browser} browser @param {string} url @param {Place} place @param {import("./harness.mjs").Bench} bench */
async function pauses(browser, url, place, bench) {
  const times = [];
  for (let i = 0; i < 3; i++) {
    const { context, page } = await opened(browser, url, place);
    await begin(page, place);
    times.push(await typing(page));
    await context.close();
  }
  bench.figures(
    `longest task of a line typed into ${place.name}`,
    [{ name: "median of three", value: median(times) }],
    {
      unit: "ms",
      goal: place.goal,
    },
  );
}

/** @param {import("playwright-core").Browser} browser @param {string} url @param {Place} place @param {import("./harness.mjs").Bench} bench */
async function keystrokes(browser, url, place, bench) {
  const { name, label } = place;
  const { context, page } = await opened(browser, url, place);
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const worked = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return (metrics.find((metric) => metric.name === "TaskDuration")?.value ?? 0) * 1000;
  };
  const target = page.getByLabel(label, { exact: true });
  await target.focus();
  await target.pressSequentially("Warming up. ", { delay: 10 });
  const times = [];
  for (const key of TEXT) {
    const before = await worked();
    await target.pressSequentially(key);
    // Until it is painted, and what was put off until later is done.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 30))));
    times.push((await worked()) - before);
  }
  times.sort((a, b) => a - b);
  const late = { name: "99th of 100", value: times[Math.floor(times.length * 0.99)] ?? 0 };
  bench.figures(`a keystroke in ${name}`, [{ name: "median", value: median(times) }, late], {
    unit: "ms",
    goal: GOAL.key,
  });
  const bytes = await page.evaluate(() => /** @type {any} */ (performance).measureUserAgentSpecificMemory());
  bench.figures(`memory after that in ${name}`, [{ name: "presend", value: bytes.bytes / 1e6 }], { unit: "MB" });
  await context.close();
}
