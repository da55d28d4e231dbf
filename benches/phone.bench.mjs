// Phone numbers: ours beside those that people use today, over the rows of the corpus.
import { load } from "presend";
import { engines } from "./engines.mjs";

export const title = "Phone numbers";
export const about = `The numbers are those of \`tests/corpus/phone.tsv\`: made from Google's metadata, so that rare kinds and broken forms are far more
frequent than in real life. "+digits" are the rows in full international form; "free text" is all rows with the country given.
\`isValidPhone\` and the others' own validity tests answer yes or no; "batch" is the same asked of \`list()\`, where all else that a row needs is done as well; "full report" is everything that each library tells about a number.`;

/** How often faster than libphonenumber-js/max. */
const GOALS = { node: { digits: 50, text: 10, report: 1 }, chromium: { digits: 30, text: 5, report: 1 } };

/** @typedef {{ input: string, country: string, valid: boolean, digits: string | null }} Row */

/** @param {import("./harness.mjs").Bench} bench @returns {Promise<Row[]>} */
async function corpus(bench) {
  const [, ...lines] = (await bench.text("tests/corpus/phone.tsv")).trimEnd().split("\n");
  return lines.flatMap((line) => {
    const [input = "", country = "", valid, , , , e164 = ""] = line.split("\t");
    // Google's libraries take "001" and "ZZ" for a country; the others do not.
    if (!/^(|[A-Y][A-Z])$/.test(country)) return [];
    return { input, country, valid: valid === "1", digits: e164.slice(1) || null };
  });
}

/** @param {import("./harness.mjs").Bench} bench */
export default async function run(bench) {
  const rows = await corpus(bench);
  const digits = rows.filter(({ input }) => /^\+\d+$/.test(input)).map(({ input }) => ({ input, country: undefined }));
  const goals = GOALS[bench.where];
  /** @type {[string, import("./engines.mjs").Engine][]} */
  const all = [];
  for (const [name, open] of Object.entries(engines(bench.file))) all.push([name, await open()]);
  const fast = all.filter(([name]) => !name.startsWith("phonenumber"));

  // A slice each turn, always the next: the slowest takes a minute for the whole.
  const SLICE = 500;
  const LIST = 100_000;
  /** @param {typeof all} who @param {readonly { input: string, country?: string | undefined }[]} from @param {"valid" | "full"} what */
  const works = (who, from, what) =>
    Object.fromEntries(
      who.map(([name, engine]) => {
        const ask = /** @type {(number: string, country?: string) => unknown} */ (engine[what]);
        let start = 0;
        const work = () => {
          for (const { input, country } of from.slice(start, start + SLICE)) ask(input, country || undefined);
          start = start + 2 * SLICE > from.length ? 0 : start + SLICE;
        };
        return [name, work];
      }),
    );
  const unit = "numbers per second";
  const presend = await load();

  /**
   * A list as long as lists are: one number a line, or with its country beside it.
   * @param {string} what @param {readonly { input: string, country?: string | undefined }[]} from @param {number} goal
   */
  async function batch(what, from, goal) {
    const local = from.some(({ country }) => country);
    const quoted = (/** @type {string} */ text) => `"${text.replaceAll('"', '""')}"`;
    const line = ({ input = "", country = "" }) => (local ? `${quoted(input)},${country}\n` : `${input}\n`);
    const lines = from.map((row) => line({ input: row.input, country: row.country ?? "" })).join("");
    const times = Math.ceil(LIST / from.length);
    const bytes = new TextEncoder().encode((local ? "phone,country\n" : "") + lines.repeat(times));
    // The corpus is repeated, as no list is: that its numbers come again is not what is asked here.
    const ours = () => presend.list(bytes, { dedupe: false }).free();
    const items = [times * from.length, SLICE];
    await bench.race(what, { presend: ours, ...works(all.slice(1, 2), from, "valid") }, { items, unit, goal });
  }

  await bench.race("valid or not, +digits", works(all, digits, "valid"), { items: SLICE, unit, goal: goals.digits });
  await bench.race("valid or not, free text", works(all, rows, "valid"), { items: SLICE, unit, goal: goals.text });
  await batch("batch, +digits", digits, goals.digits);
  await batch("batch, free text", rows, goals.text);
  await bench.race("full report, +digits", works(fast, digits, "full"), { items: SLICE, unit, goal: goals.report });
  await bench.race("full report, free text", works(fast, rows, "full"), { items: SLICE, unit, goal: goals.report });

  // Where the question is the same for all: without a country and a +, we read digits as WhatsApp does, and its own links
  // and endings are taken off; see tests/phone.rs for those.
  const same = rows.filter(
    ({ input, country }) => (country || input.startsWith("+")) && !/wa\.me|whatsapp|@[cgs]\./i.test(input),
  );
  const counts = all.map(([name, engine]) => {
    const some = name.startsWith("phonenumber") ? same.filter((_, at) => at % 10 === 0) : same;
    const right = some.filter((row) => {
      const answer = engine.parse(row.input, row.country || undefined);
      return answer.valid === row.valid && (!row.valid || answer.digits === row.digits);
    });
    return { name, right: right.length, of: some.length };
  });
  bench.agreement("validity, and the digits of valid numbers, as Google's own", counts);

  const names = all.map(([name]) => name);
  if (bench.where === "node") {
    // Named so that no bundler follows: what it needs is not there in a page.
    const { starts, sizes } = await import(/* @vite-ignore */ `./phone.node${".mjs"}`);
    const { time, memory } = starts(names);
    bench.figures("cold start to the first answer", time, { unit: "ms" });
    bench.figures("memory after 2,000 numbers", memory, { unit: "MB" });
    bench.figures("to download, brotli", sizes(), { unit: "kB" });
  } else {
    const { starts } = await import("./phone.browser.mjs");
    bench.figures("cold start to the first answer", (await starts(names)).time, { unit: "ms" });
  }
}
