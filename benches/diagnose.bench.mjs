// Why did it fail? From a code alone to an export of 10 MB, and from texts made to take long.
import { load } from "presend";

export const title = "diagnose(): from one code to an export of 10 MB";
export const about = `Pastes as people make them: a code, an answer of the Graph API, a log of 100 kB with one error in it, and exports of 10 MB as
NDJSON (all alike, and no two errors alike) and as CSV. The last lines are texts made to take long: time grows with their length, not with its square.`;

/** Milliseconds that may pass. */
const LOG = 20;
const EXPORT = 2000;

/** @param {string} piece @param {number} bytes */
const repeat = (piece, bytes) => piece.repeat(Math.ceil(bytes / piece.length)).slice(0, bytes);

/** @param {(i: number) => string} line @param {number} bytes */
function lines(line, bytes) {
  const all = [];
  for (let i = 0, size = 0; size < bytes; i++) {
    const next = line(i);
    all.push(next);
    size += next.length + 1;
  }
  return all.join("\n");
}

/** @param {number} i */
const status = (i) =>
  JSON.stringify({
    id: `wamid.HBgMNDkxNTEwMDAw${i}`,
    status: "failed",
    timestamp: String(1_780_000_000 + i),
    recipient_id: `49151${String(i).padStart(8, "0")}`,
    errors: [
      {
        code: [131049, 131026, 131047, 130429][i % 4],
        title: "Message undeliverable",
        error_data: { details: "Message Undeliverable." },
      },
    ],
  });

/** @param {number} i */
const answer = (i) =>
  JSON.stringify({
    error: {
      message: "(#132012) Parameter format does not match format in the created template",
      type: "OAuthException",
      code: 132012,
      error_data: { messaging_product: "whatsapp", details: `header: Format mismatch, expected IMAGE, received ${i}` },
      fbtrace_id: `A${i}x${i * 7}`,
    },
  });

/** @param {number} i */
const row = (i) => `+49151${String(i).padStart(8, "0")},Ana,failed,131049,Not delivered,2026-11-20T10:00:00Z`;

/** @param {number} i */
const logged = (i) =>
  i === 600
    ? "2026-10-02 08:14:55 WARN send failed: header: number of localizable_params (0) does not match the expected number of params (1)"
    : `2026-10-02 08:14:${String(i % 60).padStart(2, "0")} INFO worker ${i} took message ${i * 13} from the queue, tried 1 time`;

/** @param {import("./harness.mjs").Bench} bench */
export default async function diagnose(bench) {
  const presend = await load();
  await bench.latency("a code alone", (call) => presend.diagnose(["131047", "63016", "(#132000)"][call % 3] ?? ""), {
    calls: 2000,
  });
  const error = answer(1);
  await bench.latency("an answer of the Graph API", () => presend.diagnose(error), { calls: 2000 });

  /** @param {string} what @param {string} text @param {number} goal */
  const once = async (what, text, goal) => {
    let steps = 0;
    const onProgress = () => {
      steps += 1;
    };
    const times = [];
    for (let round = 0; round < 5; round++) {
      const start = performance.now();
      presend.diagnose(text, { onProgress });
      times.push(performance.now() - start);
    }
    times.sort((a, b) => a - b);
    const answers = [
      { name: "median", value: times[2] ?? 0, note: `${Math.round(steps / 5)} times told of progress` },
      { name: "fastest", value: times[0] ?? 0 },
    ];
    bench.figures(what, answers, { unit: "ms", goal });
  };
  await once("a log of 100 kB, one error in it", lines(logged, 100_000), LOG);
  await once("10 MB of webhooks, one a line", lines(status, 10_000_000), EXPORT);
  await once("10 MB of answers, no two alike", lines(answer, 10_000_000), EXPORT);
  const table = `Phone,Name,Status,Error code,Error message,Failed at\n${lines(row, 10_000_000)}`;
  await once("10 MB of failed rows as CSV", table, EXPORT);
  for (const piece of [
    "{",
    '[{"a":',
    '\\"',
    "message failed to send ",
    "131047 ",
    "a<b>",
    "%22%3A",
    "24 hours ",
    '"a","b\n',
  ]) {
    await once(`1 MB of ${JSON.stringify(piece)}`, repeat(piece, 1_000_000), EXPORT / 2);
  }
}
