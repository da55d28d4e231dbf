// Whole contact lists: ours beside a reader of CSV and a phone library doing the same job.
import { load } from "presend";
import { open } from "presend/worker";

export const title = "list(): a whole contact list";
export const about = `A CSV file with names in quotes, numbers as people write them, cities and consent, a tenth of the numbers wrong. Both sides
read it, normalise and validate every number, find duplicates and count by country. The file goes in as bytes. The peer reads all columns and keeps the rows, as ours does.`;

/** How often faster than the peer. */
const GOAL = 20;
const ROWS = [200_000, 1_000_000];

/** Country code, digits behind it, first digits that mobiles have. */
const PLANS = /** @type {const} */ ([
  ["1", 10, "2345"],
  ["44", 10, "7"],
  ["49", 11, "15"],
  ["34", 9, "67"],
  ["39", 10, "3"],
  ["55", 11, "1"],
  ["52", 10, "5"],
  ["91", 10, "6789"],
  ["62", 11, "8"],
  ["234", 10, "789"],
  ["971", 9, "5"],
  ["880", 10, "1"],
]);

/** The same numbers every time. @param {number} seed */
function random(seed) {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

/** @param {number} rows */
function contacts(rows) {
  const next = random(rows);
  /** @template T @param {readonly T[]} from */
  const one = (from) => /** @type {T} */ (from[Math.floor(next() * from.length)]);
  const parts = ["name,phone,city,consent\n"];
  for (let row = 0; row < rows; row++) {
    const [code, length, starts] = one(PLANS);
    let digits = one([...starts]);
    const wanted = length + (next() < 0.9 ? 0 : 1);
    while (digits.length < wanted) digits += Math.floor(next() * 10);
    const number = row % 3 === 0 ? `+${code} ${digits.slice(0, 3)} ${digits.slice(3)}` : `+${code}${digits}`;
    parts.push(
      `"Contact, ${row}",${number},${one(["Lisbon", "New York", "Köln", "São Paulo"])},${one(["yes", "no"])}\n`,
    );
  }
  return new TextEncoder().encode(parts.join(""));
}

/** @param {import("./harness.mjs").Bench} bench */
export default async function run(bench) {
  const presend = await load();
  // @ts-expect-error: it comes without types
  const { default: Papa } = await import("papaparse");
  const { parsePhoneNumberFromString } = await import("libphonenumber-js/max");
  /** @param {Uint8Array} bytes */
  const peer = (bytes) => {
    const { data } = Papa.parse(new TextDecoder().decode(bytes), { header: true, skipEmptyLines: true });
    const seen = new Set();
    /** @type {Record<string, number>} */
    const byRegion = {};
    let valid = 0;
    for (const row of /** @type {Record<string, string>[]} */ (data)) {
      const number = parsePhoneNumberFromString(row.phone ?? "");
      if (!number?.isValid() || seen.has(number.number)) continue;
      seen.add(number.number);
      valid++;
      if (number.country) byRegion[number.country] = (byRegion[number.country] ?? 0) + 1;
    }
    return { valid, byRegion };
  };
  for (const rows of ROWS) {
    const bytes = contacts(rows);
    const ours = () => presend.list(bytes, { dedupe: true }).free();
    const theirs = () => peer(bytes);
    // The peer takes its time: once is enough for what is many times slower.
    const rounds = rows > 500_000 ? 1 : 3;
    const names = { presend: ours, "Papa Parse + libphonenumber-js/max": theirs };
    const what = `${rows.toLocaleString("en")} rows, ${(bytes.length / 1e6).toFixed(0)} MB`;
    await bench.race(what, names, { items: rows, unit: "rows per second", rounds, goal: GOAL });
  }

  const each = [10_000, 100_000, 1_000_000].map((rows) => {
    const bytes = contacts(rows);
    let best = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 5; round++) {
      const start = performance.now();
      presend.list(bytes).free();
      best = Math.min(best, performance.now() - start);
    }
    return { name: `${rows.toLocaleString("en")} rows`, value: (best * 1e6) / rows };
  });
  bench.figures("time for one row, best of five", each, { unit: "ns" });

  const bytes = contacts(1_000_000);
  if (bench.where === "node") await memory(bench, bytes);
  await responsive(bench, new Blob([bytes]));
}

/** What reading a million rows takes beside the file itself, in an instance that has read nothing yet. @param {import("./harness.mjs").Bench} bench @param {Uint8Array<ArrayBuffer>} bytes */
async function memory(bench, bytes) {
  const { Worker } = await import("node:worker_threads");
  const code = `
    const { workerData, parentPort } = require("node:worker_threads");
    import("presend").then(async ({ load }) => {
      const presend = await load();
      presend.list("+4915112345678");
      const before = process.memoryUsage.rss();
      const report = presend.list(workerData);
      parentPort.postMessage(process.memoryUsage.rss() - before);
      report.free();
    });`;
  const worker = new Worker(code, { eval: true, workerData: bytes });
  const grown = await new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
  await worker.terminate();
  // The copy that the caller holds counts as well.
  const times = /** @type {number} */ (grown + bytes.length) / bytes.length;
  bench.figures("memory for 1,000,000 rows", [{ name: "presend", value: times }], { unit: "times the file", goal: 3 });
}

/** The longest time for which nothing else had its turn while a million rows were read beside the page. @param {import("./harness.mjs").Bench} bench @param {Blob} file */
async function responsive(bench, file) {
  let longest = 0;
  let last = performance.now();
  let running = true;
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (running) channel.port2.postMessage(0);
  };
  channel.port2.postMessage(0);
  const list = open(file);
  await list.done;
  running = false;
  channel.port1.close();
  list.close();
  bench.figures("longest pause of the page, 1,000,000 rows", [{ name: "presend/worker", value: longest }], {
    unit: "ms",
    goal: 50,
  });
}
