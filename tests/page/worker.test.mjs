// presend/worker in a real browser, under the strictest policy a page can set.
// @ts-check
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { build } from "vite";
import { root } from "../../tools/lib.mjs";
import { inBrowser } from "./open.mjs";
import { Unsupported } from "./webdriver.mjs";

// Browsers ask for an icon by themselves; Firefox complains where it may not, Chromium where there is none.
const CSP =
  "default-src 'none'; img-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'; require-trusted-types-for 'script'; trusted-types presend";

const folder = mkdtempSync(join(tmpdir(), "presend-worker-"));
const { onPage } = inBrowser({
  site: join(folder, "dist"),
  headers: { "Content-Security-Policy": CSP },
  ready: "h1",
});

before(async () => {
  mkdirSync(join(folder, "public"));
  writeFileSync(join(folder, "public/favicon.ico"), "");
  writeFileSync(
    join(folder, "index.html"),
    '<!doctype html><title>List</title><h1>List</h1><script type="module" src="main.js"></script>',
  );
  writeFileSync(
    join(folder, "main.js"),
    `import * as worker from ${JSON.stringify(join(root, "pkg/dist/worker.js"))}; globalThis.worker = worker;`,
  );
  await build({
    configFile: false,
    root: folder,
    base: "./",
    logLevel: "warn",
    build: { outDir: "dist", target: "es2022" },
  });
});

after(() => rmSync(folder, { recursive: true, force: true }));

/**
 * Runs a function in the page, and looks at what comes of it.
 * @param {(open: typeof import("presend/worker").open) => Promise<unknown>} work
 * @param {(result: any) => void} judge
 * @param {RegExp} [allow] errors that belong to the test
 */
const inPage = (work, judge, allow) =>
  onPage(
    async (page) => {
      await page.waitForFunction("globalThis.worker !== undefined");
      judge(await page.evaluate(`(${work})(globalThis.worker.open)`));
    },
    { ...(allow && { allow }) },
  );

test("a file is read in a worker while the page stays quick", () =>
  inPage(
    async (open) => {
      const lines = Array.from({ length: 200_000 }, (_, i) => `Ana ${i},+49151${20_000_000 + i}`);
      const file = new File([`name,phone\n${lines.join("\n")}\n`], "list.csv");
      let longest = 0;
      let last = performance.now();
      const watch = setInterval(() => {
        longest = Math.max(longest, performance.now() - last);
        last = performance.now();
      }, 1);
      /** @type {number[]} */
      const told = [];
      const list = open(file, { onProgress: (done, total) => told.push(done / total) });
      const { rows, sendable } = await list.done;
      clearInterval(watch);
      const [row] = await list.rows(199_999, 300_000);
      const size = (await list.csv("sendable")).size;
      const found = (await list.select({ region: "DE" })).length;
      list.close();
      return {
        counts: [rows, sendable, row?.input, size > file.size, found],
        steps: told.length,
        end: told.at(-1),
        longest,
      };
    },
    ({ counts, steps, end, longest }) => {
      assert.ok(steps > 5 && end === 1, `${steps}`);
      // A machine that is busy with other things is no fault of ours: an idle one shows less than 50 ms.
      assert.ok(longest < 250, `${longest} ms`);
      assert.deepEqual(counts, [200_000, 200_000, "+4915120199999", true, 200_000]);
    },
  ));

test("streams, cancelling and mistakes", () =>
  inPage(
    async (open) => {
      const bytes = new TextEncoder().encode("+4915112345678\n".repeat(100_000));
      const streamed = await open(new Blob([bytes]).stream(), { dedupe: false }).done;
      const told = (/** @type {Promise<unknown>} */ promise) =>
        promise.then(
          () => "no error",
          (error) => `${error.name} ${error.path ?? ""}`,
        );
      const controller = new AbortController();
      const aborted = told(open(bytes, { signal: controller.signal, onProgress: () => controller.abort() }).done);
      const thrown = told(
        open(bytes, {
          onProgress: () => {
            throw new RangeError("enough");
          },
        }).done,
      );
      const wrong = told(open(bytes, { numberColumn: "phone" }).done);
      const wrongStream = told(open(new Blob([bytes]).stream(), { numberColumn: "phone" }).done);
      const foreign = told(open(bytes, /** @type {any} */ ({ policy: { textMax: () => 5 } })).done);
      const closing = open(bytes);
      const closed = told(closing.done);
      closing.close();
      return [streamed.sendable, ...(await Promise.all([aborted, thrown, wrong, wrongStream, foreign, closed]))];
    },
    (result) =>
      assert.deepEqual(result, [
        100_000,
        "AbortError ",
        "RangeError ",
        "PresendError numberColumn",
        "PresendError numberColumn",
        "PresendError ",
        "PresendError ",
      ]),
  ));

test("a page whose policy does not name ours is told so, and goes on", () =>
  onPage(
    async (page) => {
      await page.waitForFunction("globalThis.worker !== undefined");
      const said = await page.evaluate(() => {
        const { worker, trustedTypes } = /** @type {any} */ (globalThis);
        // Firefox has had such policies only since version 148, and obeys none before.
        if (!trustedTypes) return undefined;
        const { prepare, open } = worker;
        prepare();
        try {
          return open("+4915112345678").done;
        } catch (error) {
          return `${/** @type {Error} */ (error).name}: ${/** @type {Error} */ (error).message}`;
        }
      });
      if (!said) throw new Unsupported("this engine knows no policies for scripts");
      assert.match(said, /^PresendError: this page lets no worker read the list: .* presend among its trusted-types/);
    },
    {
      headers: { "Content-Security-Policy": CSP.replace("trusted-types presend", "trusted-types another") },
      allow: /trusted-types|TrustedTypes|TrustedTypePolicy/i,
    },
  ));

test("a worker that does not start says so", async () => {
  const assets = join(folder, "dist/assets");
  const script = readdirSync(assets).find((name) => name.startsWith("worker-script"));
  assert.ok(script);
  rmSync(join(assets, script));
  await inPage(
    (open) =>
      open("+4915112345678").done.then(
        () => "no error",
        (error) => `${error.name}: ${error.message}`,
      ),
    (result) => assert.match(result, /^PresendError: the worker that reads the list has stopped/),
    // The server does not have it.
    /./,
  );
});
