// The package as packed, in a small real project of each kind: built there, opened in a browser, and asked for a verdict.
// @ts-check
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { load } from "presend";
import { serve } from "../../tools/serve.mjs";
import { launch } from "../page/open.mjs";
import { filesUnder, pack, projects, quietly, unpack } from "./harness.mjs";

/** What every project asks. */
const report = (await load()).check({
  to: "+91 98765 43210",
  conversation: { lastInboundAt: null },
  message: { type: "text", text: "Your order is on its way" },
});
const answer = `${report.verdict}: ${report.findings[0]?.message}`;

/** @type {import("playwright-core").Browser} */
let browser;
/** @type {string} */
let folder;
/** @type {string} */
let tarball;
before(async () => {
  ({ tarball } = await pack());
  [folder, browser] = await Promise.all([projects(tarball), launch()]);
});
after(async () => {
  await browser?.close();
  rmSync(dirname(tarball), { recursive: true });
});

/** Builds one of the projects, and gives its output. @param {string} name @param {string} [output] */
async function build(name, output = "dist") {
  await quietly("npm", ["run", "--silent", "build", "--workspace", `presend-in-${name}`], folder);
  return join(folder, name, output);
}

/** One `.wasm` and no more; and every address that is relative to a module leads to a file. @param {string} output @param {number} wasms */
function looksRight(output, wasms) {
  const files = filesUnder(output);
  assert.equal(files.filter((file) => file.endsWith(".wasm")).length, wasms, files.join("\n"));
  for (const file of files.filter((file) => file.endsWith(".js"))) {
    const code = readFileSync(join(output, file), "utf8");
    for (const [, , address] of code.matchAll(/new URL\((["'`])([^"'`]+)\1,\s*import\.meta\.url\)/g)) {
      const target = join(dirname(file), String(address));
      assert.ok(files.includes(target), `${file} names ${address}, which is not there`);
    }
  }
}

/**
 * Opens a page, waits for what it should show, and tells what it fetched. Nothing may go wrong on the way.
 * @param {string} served the folder
 * @param {string} path
 * @param {(page: import("playwright-core").Page) => Promise<void>} look
 * @param {Parameters<typeof serve>[1]} [options]
 */
async function visit(served, path, look, options) {
  const site = await serve(served, options);
  const page = await browser.newPage();
  /** @type {string[]} */
  const faults = [];
  /** @type {string[]} */
  const fetched = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("requestfailed", (request) => faults.push(`${request.url()} ${request.failure()?.errorText}`));
  page.on("request", (request) => fetched.push(request.url()));
  await page.addInitScript(() =>
    document.addEventListener("securitypolicyviolation", (event) => console.error(event.violatedDirective)),
  );
  page.setDefaultTimeout(15_000);
  try {
    // A browser asks every site for this by itself.
    await page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
    await page.goto(site.url + path);
    await look(page).catch((error) => assert.fail(`${error}\n${faults.join("\n")}`));
    assert.deepEqual(faults, []);
    return fetched;
  } finally {
    await page.close();
    site.close();
  }
}

/** @param {import("playwright-core").Page} page */
const answers = async (page) => {
  await page.locator("output:not(:empty)").waitFor();
  assert.equal(await page.locator("output").textContent(), answer);
};
/** @param {import("playwright-core").Page} page */
const showsElements = async (page) => {
  await page.locator("presend-faq details").first().waitFor();
};
/** Presses the button of a form, which has to send. @param {import("playwright-core").Page} page @param {import("playwright-core").Locator} form */
const sends = async (page, form) => {
  const sent = page.waitForEvent("console");
  await form.getByRole("button", { name: "Send" }).click();
  assert.equal((await sent).text(), "sent Hello");
};
/** Presses the button of a form that is held, which must not send. @param {import("playwright-core").Locator} guard */
const held = async (guard) => {
  await guard.getByRole("button", { name: "Send", disabled: true }).waitFor();
  /** @type {string[]} */
  const said = [];
  guard.page().on("console", (message) => said.push(message.text()));
  await guard.getByRole("button", { name: "Send" }).click({ force: true });
  await guard.getByText(String(report.findings[0]?.message)).filter({ visible: true }).first().waitFor();
  assert.deepEqual(said, []);
};
/** @param {string[]} fetched */
const wasmOf = (fetched) => fetched.filter((url) => url.endsWith(".wasm")).length;

test("the lock file of the projects knows what the package needs", () => {
  const { packages } = JSON.parse(readFileSync(join(import.meta.dirname, "projects/package-lock.json"), "utf8"));
  const { version, dependencies } = JSON.parse(readFileSync(join(folder, "node_modules/presend/package.json"), "utf8"));
  const { resolved, ...locked } = packages["node_modules/presend"];
  assert.deepEqual([locked.version, locked.dependencies], [version, dependencies]);
  // The tarball is another one every time.
  assert.deepEqual([resolved, locked.integrity], ["file:presend.tgz", undefined]);
});

describe("Node", () => {
  test("as a module", async () => {
    assert.equal((await quietly(process.execPath, ["check.js"], join(folder, "node"))).trim(), answer);
  });
  test("by require", async () => {
    const code = 'require("presend").load().then((presend) => console.log(presend.isValidPhone("+919876543210")))';
    const said = await quietly(process.execPath, ["--no-warnings", "--eval", code], join(folder, "node"));
    assert.equal(said.trim(), "true");
  });
  test("every entry can be imported where there is no browser, and the elements register nothing there", async () => {
    const code = `
      const entries = ["presend", "presend/slim", "presend/inline", "presend/worker", "presend/elements", "presend/elements/check", "presend/elements/faq"];
      for (const entry of entries) console.log(entry, Object.keys(await import(entry)).length > 0, typeof document);`;
    const said = await quietly(process.execPath, ["--input-type=module", "--eval", code], join(folder, "node"));
    assert.equal(said.match(/ true undefined$/gm)?.length, 7, said);
  });
  test("the raw files are found by their names", async () => {
    const code = `
      import { readFileSync } from "node:fs";
      import catalogue from "presend/catalogue.json" with { type: "json" };
      import { load } from "presend/slim";
      const presend = await load(readFileSync(new URL(import.meta.resolve("presend/presend.wasm"))));
      console.log(JSON.stringify({ version: presend.version, rules: presend.rules(), failures: presend.failures() }) === JSON.stringify(catalogue));`;
    const args = ["--no-warnings", "--input-type=module", "--eval", code];
    assert.equal((await quietly(process.execPath, args, join(folder, "node"))).trim(), "true");
  });
});

describe("bundled", () => {
  for (const name of ["vite", "webpack", "esbuild", "rollup", "worker", "service-worker"]) {
    test(name, async () => {
      const output = await build(name);
      looksRight(output, 1);
      // Vite makes the page itself; the other bundlers only what the page names.
      const made = filesUnder(output).includes("index.html");
      const fetched = await visit(made ? output : join(folder, name), "", answers, { under: "/deep/down/" });
      // What a service worker fetches is not the page's.
      if (name !== "service-worker") assert.equal(wasmOf(fetched), 1);
    });
  }
  test("vite, with the elements", async () => {
    const output = await build("elements");
    looksRight(output, 1);
    assert.equal(wasmOf(await visit(output, "", showsElements)), 1);
  });
  test("vite, with everything in one module", async () => {
    const output = await build("inline");
    looksRight(output, 0);
    assert.equal(wasmOf(await visit(output, "", answers)), 0);
  });
  test("vite, with a list read in the package's own worker", async () => {
    const output = await build("lists");
    looksRight(output, 1);
    await visit(output, "", async (page) => {
      await page.locator("output:not(:empty)").waitFor();
      assert.equal(await page.locator("output").textContent(), "3 rows, 1 blocked, first 919876543210");
    });
  });
  test("vite, with a guarded form", async () => {
    const output = await build("guard");
    looksRight(output, 1);
    await visit(output, "", async (page) => {
      await page.getByRole("textbox", { name: "Message" }).fill("Hello");
      await held(page.locator("presend-guard"));
    });
  });
  for (const name of ["react", "vue"]) {
    test(`components of ${name}`, async () => {
      const output = await build(name);
      looksRight(output, 1);
      await visit(output, "", async (page) => {
        const [open, closed] = [page.locator("form").nth(0), page.locator("form").nth(1)];
        await open.getByRole("textbox").fill("Hello");
        await closed.getByRole("textbox").fill("Hello");
        await closed.getByRole("button", { disabled: true }).waitFor();
        assert.equal(await closed.getByRole("status").textContent(), report.findings[0]?.message);
        await sends(page, open);
      });
      await visit(output, "#guard", async (page) => {
        const [open, closed] = [page.locator("presend-guard").nth(0), page.locator("presend-guard").nth(1)];
        await closed.getByRole("textbox", { name: "Message" }).fill("Hello");
        await held(closed);
        await open.getByRole("textbox", { name: "Message" }).fill("Hello");
        await sends(page, open);
      });
    });
  }
});

describe("a plain page", () => {
  /** @type {string} */
  let plain;
  before(async () => {
    plain = mkdtempSync(join(tmpdir(), "presend-"));
    cpSync(join(import.meta.dirname, "projects/plain"), plain, { recursive: true });
    await unpack(tarball, join(plain, "presend"));
  });
  after(() => rmSync(plain, { recursive: true }));

  test("a module script", async () => {
    assert.equal(wasmOf(await visit(plain, "module.html", answers)), 1);
  });
  test("a module script, from a server that does not know the type", async () => {
    const fetched = await visit(plain, "module.html", answers, { types: { ".wasm": "text/plain" } });
    assert.equal(wasmOf(fetched), 1);
  });
  test("one classic script", async () => {
    const fetched = await visit(plain, "classic.html", async (page) => {
      await answers(page);
      await showsElements(page);
    });
    assert.equal(wasmOf(fetched), 1);
  });
  test("one classic script with everything in it", async () => {
    const fetched = await visit(plain, "classic-inline.html", async (page) => {
      await answers(page);
      await showsElements(page);
    });
    assert.deepEqual(
      fetched.map((url) => url.split("/").pop()),
      ["classic-inline.html", "classic-inline.js"],
    );
  });
  test("a file that is not the one the script was made for is refused", async () => {
    const other = join(plain, "other");
    mkdirSync(other);
    cpSync(join(plain, "presend"), join(other, "presend"), { recursive: true });
    cpSync(join(plain, "classic.html"), join(other, "classic.html"));
    const site = await serve(other);
    const page = await browser.newPage();
    await page.route("**/*.wasm", async (route) => {
      const response = await route.fetch();
      const body = await response.body();
      await route.fulfill({ response, body: Buffer.concat([body, Buffer.from([0])]) });
    });
    const fault = page.waitForEvent("pageerror");
    await page.goto(`${site.url}classic.html`);
    assert.match(String(await fault), /WebAssembly file could not be loaded/);
    await page.close();
    site.close();
  });
  test("under a strict policy nothing is violated", async () => {
    const fetched = await visit(plain, "strict.html", async (page) => {
      await answers(page);
      await showsElements(page);
      await page.locator("presend-check .answer").waitFor();
    });
    // The module and the classic script are two copies of the package.
    assert.equal(wasmOf(fetched), 2);
  });
});

test("Next.js: on the server, and in the browser after it", async () => {
  const output = await build("next", ".next");
  looksRight(join(output, "static"), 1);
  const next = join(folder, "node_modules/next/dist/bin/next");
  const server = spawn(process.execPath, [next, "start", "--port", "0", "--hostname", "127.0.0.1"], {
    cwd: join(folder, "next"),
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const page = await browser.newPage();
  try {
    const address = await new Promise((resolve, reject) => {
      let said = "";
      server.stdout.on("data", (part) => {
        said += part;
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
        if (found && /Ready/.test(said)) resolve(found[0]);
      });
      server.on("exit", () => reject(new Error(`the server ended: ${said}`)));
    });
    const html = await (await fetch(address)).text();
    assert.match(html, /<p id="server">blocked<\/p>/);
    await page.goto(address);
    await answers(page);
  } finally {
    await page.close();
    server.kill();
  }
});

test("the types, to the compiler of a strict project", async () => {
  await quietly("npm", ["run", "--silent", "build", "--workspace", "presend-in-types"], folder);
});

test("publint and attw have nothing to say", async () => {
  const bin = join(folder, "node_modules/.bin");
  assert.match(
    await quietly(join(bin, "publint"), ["run", "--strict", join(folder, "node_modules/presend")], folder),
    /All good!/,
  );
  await quietly(join(bin, "attw"), [tarball, "--profile", "esm-only", "--quiet"], folder);
});
