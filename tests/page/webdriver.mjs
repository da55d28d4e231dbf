// The part of Playwright's interface that the tests use, over WebDriver: for browsers that Playwright can only drive in
// builds of its own. What WebDriver cannot do throws `Unsupported`, and the test is skipped with that reason.
// @ts-check
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { json } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { getByLabelSelector, getByRoleSelector, getByTextSelector } from "ivya";
import { Builder, Key, Origin } from "selenium-webdriver";
import { build } from "vite";
import { capabilities, freePort, startScreen, surroundings } from "../../tools/engines.mjs";

/** What WebDriver, or this browser, has no way to do. */
export class Unsupported extends Error {}

/** @param {string} what @returns {never} */
const unsupported = (what) => {
  throw new Unsupported(`not over WebDriver: ${what}`);
};

/** The tools that every page is given, as one script. */
async function bundle() {
  const built = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      lib: { entry: fileURLToPath(new URL("injected.mjs", import.meta.url)), formats: ["iife"], name: "injected" },
    },
  });
  const [chunk] = /** @type {import("vite").Rolldown.RolldownOutput[]} */ (built)[0]?.output ?? [];
  return chunk?.code ?? "";
}

/** Runs first in every page that is served: what goes wrong is kept until it is asked for. */
const RECORD = `
window.__told = [];
const __tell = (what) => window.__told.push(String(what));
addEventListener("error", (event) => __tell(event.message || "Failed to load " + (event.target.src || event.target.href)), true);
addEventListener("unhandledrejection", (event) => __tell(event.reason));
addEventListener("securitypolicyviolation", (event) =>
  __tell("against the policy: " + event.violatedDirective + " " + event.blockedURI), true);
const __error = console.error;
console.error = (...words) => { __tell(words.join(" ")); __error.apply(console, words); };
`;

/**
 * A browser that is driven over WebDriver.
 * @param {import("../../tools/engines.mjs").Found} found
 */
export async function launch(found) {
  const folder = mkdtempSync(join(tmpdir(), "presend-browser-"));
  const tools = await bundle();
  const screen = found.engine === "webkit" ? await startScreen() : undefined;
  /** @type {Map<string, Promise<Session>>} */
  const sessions = new Map();

  /** @param {import("../../tools/engines.mjs").Look} look */
  async function start(look) {
    const port = await freePort();
    const own = mkdtempSync(join(folder, "session-"));
    const downloads = join(own, "downloads");
    mkdirSync(downloads);
    const driver = spawn(found.driver, [`--port=${port}`], {
      stdio: "ignore",
      env: { ...surroundings(found.engine, look, own, downloads), ...(screen && { DISPLAY: screen.display }) },
    });
    const stop = () => driver.kill();
    const server = `http://127.0.0.1:${port}`;
    for (let i = 0; i < 100 && !(await fetch(`${server}/status`).catch(() => undefined)); i++) await sleep(50);
    const building = new Builder()
      .usingServer(server)
      .withCapabilities(capabilities(found, look, downloads))
      .build();
    const web = await Promise.resolve(building).catch((error) => {
      stop();
      throw error;
    });
    await web.manage().setTimeouts({ script: 120_000, pageLoad: 60_000 });
    return new Session(found.engine, web, tools, downloads, async () => {
      await web.quit().catch(() => {});
      stop();
    });
  }

  return {
    /** @param {import("playwright-core").BrowserContextOptions} [reader] */
    async newPage(reader = {}) {
      const {
        viewport = null,
        locale = "en-GB",
        timezoneId,
        colorScheme,
        reducedMotion,
        permissions = [],
        ...rest
      } = reader;
      const size = viewport ?? { width: 1280, height: 720 };
      for (const [name, value] of Object.entries(rest)) unsupported(`${name}: ${value}`);
      if (timezoneId && timezoneId !== "Europe/Berlin") unsupported(timezoneId);
      if (permissions.length > 0 && found.engine === "webkit") unsupported(permissions.join());
      const look = { dark: colorScheme === "dark", still: reducedMotion === "reduce" };
      const key = JSON.stringify(look);
      let session = sessions.get(key);
      if (!session) {
        session = start(look);
        sessions.set(key, session);
      }
      return (await session).newPage(size, locale);
    },
    async close() {
      for (const session of sessions.values()) await session.then((running) => running.quit()).catch(() => {});
      screen?.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Whatever else Playwright can do is not done here, and says so instead of being unknown.
 * @template {object} T @param {T} thing @returns {T}
 */
const honest = (thing) =>
  new Proxy(thing, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (typeof value === "function") return value.bind(target);
      // What is awaited is asked whether it is a promise.
      if (value !== undefined || typeof name === "symbol" || name === "then") return value;
      return () => unsupported(name);
    },
  });

const sleep = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

const BLANK = "about:blank";
/** Narrower than this no window becomes. */
const NARROW = 500;

/** A browser that runs, and its windows. */
class Session {
  #current = "";
  /** Windows in which no page is open. @type {string[]} */
  #free = [];

  /**
   * @param {import("../../tools/engines.mjs").Engine} engine
   * @param {import("selenium-webdriver").WebDriver} web @param {string} tools
   * @param {string} downloads the folder in which it saves files @param {() => Promise<void>} quit
   */
  constructor(engine, web, tools, downloads, quit) {
    this.engine = engine;
    this.web = web;
    this.tools = tools;
    this.downloads = downloads;
    this.quit = quit;
  }

  /** @param {{ width: number, height: number }} size @param {string} locale */
  async newPage(size, locale) {
    if (this.#current === "") {
      this.#current = await this.web.getWindowHandle();
      this.#free.push(this.#current);
    }
    let handle = this.#free.pop();
    if (handle) await this.switchTo(handle);
    else {
      await this.web.switchTo().newWindow("window");
      handle = this.#current = await this.web.getWindowHandle();
    }
    const page = new Page(this, handle, locale);
    await page.resize(size);
    return honest(page);
  }

  /** @param {string} handle */
  async switchTo(handle) {
    if (this.#current !== handle) await this.web.switchTo().window(handle);
    this.#current = handle;
  }

  /** @param {string} handle */
  async release(handle) {
    await this.switchTo(handle);
    await this.web.get(BLANK);
    this.#free.push(handle);
    // A name that is taken would be changed.
    for (const name of readdirSync(this.downloads)) rmSync(join(this.downloads, name));
  }

  /** The next file that is saved, once it is complete. @param {number} patience in milliseconds */
  async saved(patience) {
    const before = readdirSync(this.downloads);
    const end = Date.now() + patience;
    for (;;) {
      const fresh = readdirSync(this.downloads).filter((name) => !before.includes(name));
      const [whole] = fresh
        .filter((name) => !/\.(part|wkdownload)$/.test(name))
        .map((name) => join(this.downloads, name));
      if (whole && fresh.length === 1 && statSync(whole).size > 0) return whole;
      if (Date.now() > end) throw new Error(`nothing was saved after ${patience} ms, but ${fresh}`);
      await sleep(50);
    }
  }
}

/** What is done to find elements: which frame they are in, and what they are called. @typedef {{ frame?: string, selector: string }} Place */

/** `"Control+Enter"` and the like, as WebDriver writes keys. @param {string} name */
const keyOf = (name) => {
  /** @type {Record<string, string>} */
  const names = {
    ControlOrMeta: Key.CONTROL,
    Control: Key.CONTROL,
    Shift: Key.SHIFT,
    Alt: Key.ALT,
    Enter: Key.ENTER,
    Tab: Key.TAB,
    Escape: Key.ESCAPE,
    End: Key.END,
    Home: Key.HOME,
    Backspace: Key.BACK_SPACE,
    Delete: Key.DELETE,
    PageDown: Key.PAGE_DOWN,
    PageUp: Key.PAGE_UP,
    ArrowDown: Key.ARROW_DOWN,
    ArrowUp: Key.ARROW_UP,
    ArrowLeft: Key.ARROW_LEFT,
    ArrowRight: Key.ARROW_RIGHT,
    Space: Key.SPACE,
  };
  return names[name] ?? name;
};

/** Asks about options of Playwright's `locator` and `filter`. @param {{ hasText?: string | RegExp }} [options] */
const having = ({ hasText, ...rest } = {}) => {
  for (const name of Object.keys(rest)) unsupported(`locators with ${name}`);
  if (hasText === undefined) return "";
  return ` >> internal:has-text=${typeof hasText === "string" ? `${JSON.stringify(hasText)}i` : String(hasText)}`;
};

/** What can be looked in: a page, a frame of it, or an element. */
class Scope {
  /** @param {Page} page @param {string} [frame] @param {string} [selector] */
  constructor(page, frame, selector) {
    this.page = page;
    this.frame = frame;
    this.selector = selector;
  }
  /** @param {string} more */
  inside(more) {
    return honest(
      new Locator(this.page, this.frame, this.selector === undefined ? more : `${this.selector} >> ${more}`),
    );
  }
  /** @param {string} css @param {{ hasText?: string | RegExp }} [options] */
  locator(css, options) {
    return this.inside(css + having(options));
  }
  /** @param {string} role @param {object} [options] */
  getByRole(role, options) {
    return this.inside(getByRoleSelector(role, options));
  }
  /** @param {string | RegExp} text @param {object} [options] */
  getByLabel(text, options) {
    return this.inside(getByLabelSelector(text, options));
  }
  /** @param {string | RegExp} text @param {object} [options] */
  getByText(text, options) {
    return this.inside(getByTextSelector(text, options));
  }
}

/** Runs inside of the page: what is known of an element before something is done to it. */
const INSPECT = `(selector, want) => {
  const all = window.__find.queryLocatorSelectorAll(selector, document);
  const visible = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && element.checkVisibility({ visibilityProperty: true });
  };
  if (want === "detached") return all.length === 0 ? {} : { not: "gone" };
  if (want === "hidden") return all.some(visible) ? { not: "hidden" } : {};
  if (all.length > 1) return { not: "one: there are " + all.length };
  const [element] = all;
  if (!element) return { not: "there" };
  if (want === "attached") return {};
  if (!visible(element)) return { not: "visible" };
  if (want === "visible") return {};
  if (element.matches(":disabled")) return { not: "enabled" };
  if (want === "enabled") return {};
  const inView = () => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
  };
  if (!inView()) element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  const [box] = element.getClientRects();
  const x = Math.round(box.left + box.width / 2), y = Math.round(box.top + box.height / 2);
  let hit = document.elementFromPoint(x, y);
  while (hit?.shadowRoot?.elementFromPoint(x, y) && hit.shadowRoot.elementFromPoint(x, y) !== hit)
    hit = hit.shadowRoot.elementFromPoint(x, y);
  for (let above = hit; above; above = above.assignedSlot ?? above.parentNode ?? above.host)
    if (above === element || above.control === element) return { x, y };
  // What sticks to an edge covers less of the middle.
  element.scrollIntoView({ block: "center", behavior: "instant" });
  return { not: "free: it lies under " + (hit?.outerHTML ?? "nothing").slice(0, 80) };
}`;

/** Runs inside of the page: puts words in place of those in a field, as if typed. */
const FILL = `(element, text) => {
  element.focus();
  if (["date", "datetime-local", "time", "color", "range"].includes(element.type)) {
    element.value = text;
    element.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
    element.dispatchEvent(new Event("change", { bubbles: true }));
    return;
  }
  element.select();
  if (text) document.execCommand("insertText", false, text);
  else document.execCommand("delete");
}`;

/** Runs inside of the page: chooses an option. */
const SELECT = `(element, { label, value, index }) => {
  const option = [...element.options].find((one, at) =>
    index !== undefined ? at === index : label !== undefined ? one.label === label : one.value === value || one.label === value);
  if (!option) throw new Error("no such option");
  option.selected = true;
  element.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
  element.dispatchEvent(new Event("change", { bubbles: true }));
}`;

class Locator extends Scope {
  first() {
    return this.nth(0);
  }
  last() {
    return this.nth(-1);
  }
  /** @param {number} at */
  nth(at) {
    return this.inside(`nth=${at}`);
  }
  /** @param {{ hasText?: string | RegExp }} options */
  filter(options) {
    return honest(new Locator(this.page, this.frame, this.selector + having(options)));
  }

  /** Does something with the elements there are. @param {string} work a function of an array of them @param {unknown} [argument] */
  #withAll(work, argument) {
    return this.page.run(
      `([selector, argument]) => (${work})(window.__find.queryLocatorSelectorAll(selector, document), argument)`,
      [this.selector, argument],
      this.frame,
    );
  }
  /** Waits until the element is as it has to be. @param {string} want @param {{ timeout?: number }} [options] */
  async #wait(want, { timeout = this.page.timeout } = {}) {
    const end = Date.now() + timeout;
    let last = "";
    for (;;) {
      const seen = await this.page.run(
        `([selector, want]) => (${INSPECT})(selector, want)`,
        [this.selector, want],
        this.frame,
      );
      const place = JSON.stringify(seen);
      // What still moves would be missed.
      if (!seen.not && (want !== "still" || place === last)) return seen;
      if (Date.now() > end) throw new Error(`${this.selector} is not ${seen.not ?? "still"} after ${timeout} ms`);
      last = place;
      await sleep(want === "still" && !seen.not ? 20 : 60);
    }
  }
  /** @param {string} work a function of the element @param {unknown} [argument] @param {string} [want] */
  async #with(work, argument, want = "attached") {
    await this.#wait(want);
    return this.#withAll(`([element], argument) => (${work})(element, argument)`, argument);
  }

  count() {
    return this.#withAll("(all) => all.length");
  }
  async all() {
    return Array.from({ length: await this.count() }, (_, at) => this.nth(at));
  }
  allInnerTexts() {
    return this.#withAll("(all) => all.map(({ innerText }) => innerText.replace(/\\n+$/, ''))");
  }
  /** @param {Function} work @param {unknown} [argument] */
  evaluateAll(work, argument) {
    return this.#withAll(String(work), argument);
  }
  /** @param {Function} work @param {unknown} [argument] */
  evaluate(work, argument) {
    return this.#with(String(work), argument);
  }
  async elementHandle() {
    return { kept: await this.#with("(element) => (window.__kept ??= []).push(element) - 1") };
  }
  innerText() {
    return this.#with("({ innerText }) => innerText.replace(/\\n+$/, '')");
  }
  textContent() {
    return this.#with("({ textContent }) => textContent");
  }
  innerHTML() {
    return this.#with("({ innerHTML }) => innerHTML");
  }
  inputValue() {
    return this.#with("({ value }) => value");
  }
  /** @param {string} name */
  getAttribute(name) {
    return this.#with("(element, name) => element.getAttribute(name)", name);
  }
  async isVisible() {
    const seen = await this.page.run(`(selector) => (${INSPECT})(selector, "visible")`, this.selector, this.frame);
    return !seen.not;
  }
  boundingBox() {
    return this.#with(
      "(element) => { const { x, y, width, height } = element.getBoundingClientRect(); return { x, y, width, height }; }",
    );
  }
  scrollIntoViewIfNeeded() {
    return this.#with('(element) => element.scrollIntoView({ block: "center", behavior: "instant" })');
  }
  /** @param {{ state?: string, timeout?: number }} [options] */
  waitFor({ state = "visible", ...options } = {}) {
    return this.#wait(state, options);
  }
  focus() {
    return this.#with("(element) => element.focus()");
  }
  async click() {
    const { x, y } = await this.#wait("still");
    await this.page.act((actions) => actions.move({ x, y, duration: 0, origin: Origin.VIEWPORT }).click(), this.frame);
  }
  async check() {
    if (!(await this.evaluate((/** @type {HTMLInputElement} */ { checked }) => checked))) await this.click();
  }
  /** @param {string} text */
  async fill(text) {
    await this.#with(FILL, text, "enabled");
  }
  /** @param {string} key */
  async press(key) {
    await this.focus();
    await this.page.keyboard.press(key);
  }
  /** @param {string} text */
  async pressSequentially(text) {
    await this.focus();
    await this.page.keyboard.type(text);
  }
  /** @param {string | { label?: string, value?: string, index?: number }} option */
  async selectOption(option) {
    await this.#with(SELECT, typeof option === "string" ? { value: option } : option, "enabled");
  }
  /** @param {string} type @param {{ dataTransfer?: { kept: number } }} [init] */
  async dispatchEvent(type, init = {}) {
    await this.#with(
      `(element, [type, init]) => {
        const kinds = { click: MouseEvent, keydown: KeyboardEvent, drop: DragEvent, dragover: DragEvent };
        const dataTransfer = window.__kept?.[init.dataTransfer?.kept];
        element.dispatchEvent(new (kinds[type] ?? Event)(type,
          { bubbles: true, composed: true, cancelable: true, ...init, ...(dataTransfer && { dataTransfer }) }));
      }`,
      [type, init],
    );
  }
  /** @param {{ name: string, mimeType: string, buffer: Buffer }} file */
  async setInputFiles({ name, mimeType, buffer }) {
    await this.#with(
      `(element, [name, type, base64]) => {
        const data = new DataTransfer();
        data.items.add(new File([Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))], name, { type }));
        element.files = data.files;
        element.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
        element.dispatchEvent(new Event("change", { bubbles: true }));
      }`,
      [name, mimeType, buffer.toString("base64")],
    );
  }
}

class Page extends Scope {
  timeout = 24_000;
  #url = BLANK;
  #offline = false;
  /** Windows have a least width; a page that is to be narrower stands in a frame. @type {{ width: number, height: number } | undefined} */
  #narrow;
  #scripts = "";
  /** @type {[RegExp, (route: object) => unknown][]} */
  #routes = [];
  /** What the page can call of the test. @type {Map<string, (...given: any[]) => unknown>} */
  #exposed = new Map();
  /** @type {Record<string, ((what: any) => unknown)[]>} */
  #listeners = { pageerror: [], request: [] };

  /** @param {Session} session @param {string} handle @param {string} locale */
  constructor(session, handle, locale) {
    // A page is where its own looking begins.
    super(/** @type {any} */ (undefined));
    this.page = this;
    this.session = session;
    this.handle = handle;
    this.#scripts = `${session.tools}${RECORD}Object.defineProperty(navigator, "languages", { value: ${JSON.stringify([locale])} });\n`;
  }

  /** What the server has to ask before it answers. */
  gate = {
    /** @param {import("node:http").IncomingMessage} request @param {import("node:http").ServerResponse} response */
    answer: async (request, response) => {
      const path = new URL(request.url ?? "/", "http://localhost").pathname;
      if (path.endsWith("/__before.js")) {
        response.writeHead(200, { "Content-Type": "text/javascript", "Cache-Control": "no-store" }).end(this.#scripts);
        return true;
      }
      const called = path.startsWith("/__call/") && this.#exposed.get(path.slice("/__call/".length));
      if (called) {
        const answer = await called(.../** @type {unknown[]} */ (await json(request)));
        response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(answer ?? null));
        return true;
      }
      if (path.endsWith("/__frame.html")) {
        const { width, height } = this.#narrow ?? {};
        response.writeHead(200, { "Content-Type": "text/html" });
        response.end(
          `<!doctype html><body style="margin:0"><iframe style="border:0;width:${width}px;height:${height}px"></iframe>`,
        );
        return true;
      }
      // Browsers ask for it when they please.
      if (path.endsWith("/favicon.ico")) return false;
      const url = `http://${request.headers.host}${request.url}`;
      for (const listen of this.#listeners.request ?? []) listen({ url: () => url });
      const route = this.#routes.findLast(([pattern]) => pattern.test(url));
      if (this.#offline) response.destroy();
      else if (route) return this.#ask(route[1], response);
      return this.#offline;
    },
    /** @param {string} html */
    html: (html) =>
      html.replace(/<!doctype html>(\s*<html[^>]*>)?(\s*<head>)?/i, '$&<script src="/__before.js"></script>'),
  };

  /** Lets a test answer in the server's place. @param {(route: object) => unknown} handler @param {import("node:http").ServerResponse} response */
  #ask(handler, response) {
    return new Promise((resolve) => {
      handler({
        abort: async () => {
          response.destroy();
          resolve(true);
        },
        continue: async () => resolve(false),
        fulfill: async ({ status = 200, contentType = "text/plain", body = "" }) => {
          response.writeHead(status, { "Content-Type": contentType }).end(body);
          resolve(true);
        },
      });
    });
  }

  /** Does something in the page's window, or in a frame of it. @template T @param {() => Promise<T>} work @param {string} [frame] @returns {Promise<T>} */
  async #in(work, frame) {
    await this.session.switchTo(this.handle);
    const { web } = this.session;
    const frames = [...(this.#narrow && this.#url !== BLANK ? ["iframe"] : []), ...(frame ? [frame] : [])];
    try {
      for (const css of frames) await web.switchTo().frame(await web.findElement({ css }));
      return await work();
    } finally {
      if (frames.length > 0) await web.switchTo().defaultContent();
    }
  }

  /**
   * Runs a function in the page and takes along what the page has told of meanwhile.
   * @param {string} work @param {unknown} [argument] @param {string} [frame] @returns {Promise<any>}
   */
  run(work, argument, frame) {
    const script = `const [given] = arguments;
      const argument = given?.kept === undefined ? given : window.__kept[given.kept];
      return (async () => {
        if (!window.__find) return { bare: true };
        let value, failed;
        try { value = await (${work})(argument); } catch (error) { failed = String(error?.stack ?? error); }
        return { value, failed, told: window.__told?.splice(0) ?? [], url: location.href };
      })();`;
    return this.#in(async () => {
      const { web, tools } = this.session;
      /** @type {any} */
      let answer = await web.executeScript(script, argument);
      // None at all: the page was just left for another.
      if (!answer || answer.bare) {
        if (!answer) await sleep(100);
        await web.executeScript(tools);
        answer = await web.executeScript(script, argument);
      }
      const { value, failed, told, url } = answer;
      if (!frame) this.#url = url;
      for (const error of told) for (const listen of this.#listeners.pageerror ?? []) listen(error);
      if (failed) throw new Error(failed);
      return value;
    }, frame);
  }

  /** Moves the mouse or presses keys. @param {(actions: import("selenium-webdriver").Actions) => import("selenium-webdriver").Actions} perform @param {string} [frame] */
  async act(perform, frame) {
    await this.#in(() => perform(this.session.web.actions()).perform(), frame);
    // Where a click leads is known a moment later; where it leads to another page, nobody is left to answer.
    await this.run("() => new Promise((done) => (window.__real ?? setTimeout)(done, 30))").catch((error) => {
      if (!/before the unload event/.test(String(error))) throw error;
    });
  }

  /** @param {Function | string} work @param {unknown} [argument] */
  evaluate(work, argument) {
    return this.run(typeof work === "string" ? `() => (${work.trim().replace(/;$/, "")})` : String(work), argument);
  }
  /** Something that stays in the page, to be named later. @param {Function} work @param {unknown} [argument] */
  async evaluateHandle(work, argument) {
    return {
      kept: await this.run(`async (argument) => (window.__kept ??= []).push(await (${work})(argument)) - 1`, argument),
    };
  }
  /** @param {Function | string} work @param {unknown} [argument] */
  async waitForFunction(work, argument) {
    const end = Date.now() + this.timeout;
    while (!(await this.evaluate(work, argument))) {
      if (Date.now() > end) throw new Error(`waited ${this.timeout} ms for ${work}`);
      await sleep(60);
    }
  }
  waitForTimeout = sleep;
  /** @param {string} state */
  async waitForLoadState(state) {
    // Loading is awaited by `goto`; what comes after is a matter of moments here.
    if (state === "networkidle") await sleep(500);
  }
  /** A file that the page saves from now on. @param {string} name */
  async waitForEvent(name) {
    if (name !== "download") unsupported(`waiting for a ${name}`);
    const file = await this.session.saved(this.timeout);
    return { suggestedFilename: () => basename(file), path: async () => file };
  }
  /** @param {string} name @param {(...given: any[]) => unknown} work */
  async exposeFunction(name, work) {
    this.#exposed.set(name, work);
    this.#scripts += `window[${JSON.stringify(name)}] = async (...given) =>
      (await fetch("/__call/${name}", { method: "POST", body: JSON.stringify(given) })).json();\n`;
  }
  emulateMedia() {
    unsupported("another medium");
  }
  pdf() {
    unsupported("printing");
  }
  /** @param {string} css */
  frameLocator(css) {
    return new Scope(this, css);
  }

  /** @param {string} name @param {(what: any) => unknown} listener */
  on(name, listener) {
    this.#listeners[name]?.push(listener);
  }
  /** @param {Function} script */
  async addInitScript(script) {
    this.#scripts += `(${script})();\n`;
  }
  /** @param {string} pattern @param {(route: object) => unknown} handler */
  async route(pattern, handler) {
    const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/\*+\/?/g, ".*");
    this.#routes.push([new RegExp(`^${escaped}$`), handler]);
  }
  context() {
    return {
      /** @param {boolean} offline */
      setOffline: async (offline) => {
        this.#offline = offline;
      },
    };
  }
  /** @param {number} ms */
  setDefaultTimeout(ms) {
    // Every look at the page is a request of its own.
    this.timeout = 3 * ms;
  }

  url() {
    return this.#url;
  }
  /** @param {string} url */
  async goto(url) {
    if (!this.#narrow) return this.#in(() => this.session.web.get(url));
    await this.session.switchTo(this.handle);
    await this.session.web.get(new URL("/__frame.html", url).href);
    await this.session.web.executeScript(
      `const frame = document.querySelector("iframe"), [url] = arguments;
       return new Promise((done) => { frame.onload = () => done(true); frame.src = url; });`,
      url,
    );
    this.#url = url;
  }
  async goBack() {
    await this.#in(() => this.session.web.navigate().back());
    await this.run("() => {}");
  }
  close() {
    return this.session.release(this.handle);
  }

  /** Makes what is seen of the page as large as asked for.
   * @param {{ width: number, height: number }} size @returns {Promise<void>} */
  async resize({ width, height }) {
    if (width < NARROW) {
      this.#narrow = { width, height };
      return this.resize({ width: NARROW, height });
    }
    const web = this.session.web.manage().window();
    const seen = () => this.run("() => [innerWidth, innerHeight, outerWidth - innerWidth, outerHeight - innerHeight]");
    // A window takes its time, and only then tells how much around the page is its own.
    for (let i = 0; i < 20; i++) {
      const [innerWidth, innerHeight, beside, above] = await seen();
      if (innerWidth === width && innerHeight === height) return;
      if (i % 5 === 0) await web.setRect({ x: 0, y: 0, width: width + beside, height: height + above });
      await sleep(i * 10);
    }
    await this.close();
    unsupported(`a window of ${width} × ${height}`);
  }

  keyboard = {
    /** @param {string} keys */
    press: async (keys) => {
      const names = keys.split("+").map(keyOf);
      const last = names.pop() ?? "";
      await this.act((actions) => {
        for (const name of names) actions.keyDown(name);
        actions.sendKeys(last);
        for (const name of names.reverse()) actions.keyUp(name);
        return actions;
      });
    },
    /** @param {string} text */
    type: (text) => this.act((actions) => actions.sendKeys(text)),
  };
  mouse = {
    wheel() {
      unsupported("a wheel");
    },
  };
  clock = {
    /** @param {{ time: Date }} options */
    install: async ({ time }) => {
      this.#scripts += `window.__real = setTimeout.bind(window);
        window.__clock = window.__install({ now: ${time.getTime()}, shouldAdvanceTime: true,
          toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"] });\n`;
    },
    /** @param {number} ms */
    runFor: (ms) => this.run("(ms) => window.__clock.tickAsync(ms)", ms),
    /** Time stands still from then on. @param {string} time */
    pauseAt: async (time) => {
      // Its driver waits by the timers of the page.
      if (this.session.engine === "webkit") unsupported("a clock that stands still");
      await this.run(
        `(time) => {
          window.__clock.setTickMode({ mode: "manual" });
          return window.__clock.tickAsync(Math.max(0, time - Date.now()));
        }`,
        Date.parse(time),
      );
    },
    /** @param {Date} time */
    setSystemTime: (time) => this.run("(time) => window.__clock.setSystemTime(time)", time.getTime()),
  };
}
