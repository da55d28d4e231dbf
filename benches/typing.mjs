// Typing on the built pages, as the browser's own trace of it has it: for the benchmark, and for the test beside it.
// @ts-check

/** @typedef {import("playwright-core").Page} Page */

/**
 * What the main thread of a page did while something was done to it, as the browser's own trace has it: the longest piece of
 * work without a pause, in milliseconds of computing. By the clock it would also count what else the machine was busy with.
 * @param {Page} page @param {() => Promise<unknown>} work
 */
async function longest(page, work) {
  const session = await page.context().newCDPSession(page);
  /** @type {any[]} */
  const events = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  const categories = "toplevel,devtools.timeline,disabled-by-default-devtools.timeline,blink.user_timing";
  await session.send("Tracing.start", { transferMode: "ReportEvents", categories });
  await page.evaluate(() => performance.mark("traced"));
  await work();
  const complete = new Promise((done) => session.once("Tracing.tracingComplete", done));
  await session.send("Tracing.end");
  await complete;
  await session.detach();
  const mark = events.find(({ name }) => name === "traced");
  const tasks = events.filter(
    ({ name, pid, tid, tdur }) => name.endsWith("RunTask") && pid === mark?.pid && tid === mark?.tid && tdur,
  );
  if (tasks.length <= 20) throw new Error("the trace does not show what the page did");
  return Math.max(...tasks.map(({ tdur }) => tdur / 1000));
}

const LOG = Array.from(
  { length: 180 },
  (_, i) => `2026-11-18T09:00:${i} WARN delivery of message ${i} failed, tried again\n`,
);
const MANY = Array.from({ length: 260 }, (_, i) => ({
  name: `order_update_${i}`,
  language: "en",
  category: "UTILITY",
  status: "APPROVED",
  components: [
    {
      type: "BODY",
      text: "Hello {{1}}, your order {{2}} has left our warehouse, and should reach you soon.",
      example: { body_text: [["Priya", "84213"]] },
    },
  ],
}));

/** Pastes what is too long to be typed. @param {Page} page @param {string} label @param {string} text */
const put = (page, label, text) =>
  page.getByLabel(label).evaluate((field, text) => {
    /** @type {HTMLTextAreaElement} */ (field).value = text;
    field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
  }, text);

/**
 * Where one types, what stands there already, and how long the page may work without a pause, in milliseconds: a frame where
 * one composes, nothing that is noticed in the middle of what was pasted.
 * @typedef {object} Place
 * @property {string} name
 * @property {string} file
 * @property {string} ready
 * @property {string} label of the field
 * @property {number} goal
 * @property {(page: Page) => Promise<unknown>} [before] puts something there
 */
const FRAME = 16.7;
const NOTICED = 50;
const PASTED = "Error, code, webhook or log";
const OWN = "Paste the list as the Graph API returns it. It stays on this page.";
const composer = { file: "", ready: "presend-check .answer" };

/** @type {Place[]} */
export const PLACES = [
  { name: "the composer", ...composer, label: "Text", goal: FRAME },
  {
    name: "the guarded field",
    file: "inbox.html",
    ready: "presend-guard .panel p",
    label: "Your message",
    goal: FRAME,
  },
  {
    name: "a template's JSON",
    file: "template.html",
    ready: "presend-template .answer",
    label: "Template as JSON",
    goal: NOTICED,
  },
  { name: "an error", ...composer, label: PASTED, goal: NOTICED },
  {
    name: "a log of many lines",
    ...composer,
    label: PASTED,
    goal: NOTICED,
    before: (page) => put(page, PASTED, LOG.join("")),
  },
  {
    name: "the composer, with 100 kB of templates pasted",
    ...composer,
    label: "Text",
    goal: NOTICED,
    async before(page) {
      await page.getByRole("radio", { name: "Template" }).check();
      await page.getByText("Use your own templates").click();
      await put(page, OWN, JSON.stringify(MANY));
      await page.getByText("260 templates read").waitFor();
      await page.getByRole("radio", { name: "Free text" }).check();
    },
  },
  {
    name: "numbers, below 100 kB of them",
    file: "list.html",
    ready: "presend-list textarea",
    label: "Or paste numbers",
    goal: NOTICED,
    before: (page) => put(page, "Or paste numbers", "+44 7912 345678\n".repeat(6500)),
  },
];

/** Milliseconds that the work below takes on the machine that the bounds were set on. */
const REFERENCE = 4.7;

/**
 * How much slower this machine is just now than the one that the bounds were set on; never less than 1. A fixed piece of the
 * page's own kind of work, at its fastest of several.
 * @param {Page} page @returns {Promise<number>}
 */
export async function pace(page) {
  const fastest = await page.evaluate(() => {
    let fastest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < 60; i++) {
      const start = performance.now();
      const place = document.createElement("div");
      for (let n = 0; n < 400; n++) {
        const span = document.createElement("span");
        span.textContent = JSON.stringify({ n, text: "Hello there, the parcel is on its way" });
        place.append(span, " ");
      }
      document.body.append(place);
      place.getBoundingClientRect();
      place.remove();
      fastest = Math.min(fastest, performance.now() - start);
    }
    return fastest;
  });
  return Math.max(1, fastest / REFERENCE);
}

/** Puts what belongs there, and goes to where one types. @param {Page} page @param {Place} place */
export async function begin(page, { label, before }) {
  const field = page.getByLabel(label, { exact: true });
  await before?.(page);
  await field.focus();
  await page.keyboard.press("ControlOrMeta+End");
  await page.waitForTimeout(1500);
}

/** Types a line; the longest piece of work meanwhile. @param {Page} page */
export const typing = (page) =>
  longest(page, () => page.keyboard.type("Hello there, the *parcel* is on its way {{1}} ", { delay: 15 }));
