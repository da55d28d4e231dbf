// What every benchmark is written with. The same file runs in Node and in the browser.

/**
 * A line of the results: one question, an answer from each contestant.
 * @typedef {{
 *   what: string, unit: string, better: "more" | "less", answers: { name: string, value: number, note?: string }[],
 *   goal?: string, met?: boolean,
 * }} Line
 */

/** @typedef {() => unknown} Work */

/** How long a contestant is timed in one round, in milliseconds; and how many rounds there are. */
const ROUND = 120;
const ROUNDS = 7;

export class Bench {
  /** @type {Line[]} */
  lines = [];

  /**
   * @param {"node" | "chromium"} where
   * @param {(path: string) => Promise<Uint8Array<ArrayBuffer>>} file reads a file of the project
   */
  constructor(where, file) {
    this.where = where;
    this.file = file;
  }

  /** A text file of the project. @param {string} path */
  async text(path) {
    return new TextDecoder().decode(await this.file(path));
  }

  /**
   * Times contestants at the same job, turn about, so that a busy moment of the machine hits all of them alike.
   * The figure is the median of the rounds.
   * @param {string} what @param {Record<string, Work>} contestants one call is one job; ours comes first
   * @param {{ items?: number | number[], unit?: string, rounds?: number, goal?: number, over?: string }} [options]
   *   items: things done in one job, of each contestant where they differ; goal: how many times as fast as `over` (the second contestant) the first has to be
   */
  async race(what, contestants, { items = 1, unit = "per second", rounds = ROUNDS, goal, over } = {}) {
    const names = Object.keys(contestants);
    /** @type {Record<string, number[]>} */
    const rates = Object.fromEntries(names.map((name) => [name, []]));
    for (const name of names) spin(/** @type {Work} */ (contestants[name]), ROUND / 2);
    for (let round = 0; round < rounds; round++) {
      for (const [place, name] of names.entries()) {
        const { jobs, time } = spin(/** @type {Work} */ (contestants[name]), ROUND);
        const each = typeof items === "number" ? items : (items[place] ?? 1);
        /** @type {number[]} */ (rates[name]).push((jobs * each * 1000) / time);
        await pause();
      }
    }
    const answers = names.map((name) => ({ name, value: median(/** @type {number[]} */ (rates[name])) }));
    const peer = answers.find(({ name }) => name === (over ?? names[1]));
    this.#add({ what, unit, better: "more", answers }, goal, (answers[0]?.value ?? 0) / (peer?.value ?? 1));
  }

  /**
   * Times one job call by call, as a person meets it: the median and the slowest in a hundred, in microseconds.
   * @param {string} what @param {(call: number) => unknown} work @param {{ calls?: number, goal?: number }} [options]
   *   goal: microseconds that the median may take
   */
  async latency(what, work, { calls = 5000, goal } = {}) {
    for (let call = 0; call < Math.min(calls, 1000); call++) work(call);
    const times = new Float64Array(calls);
    for (let call = 0; call < calls; call++) {
      const start = performance.now();
      work(call);
      times[call] = (performance.now() - start) * 1000;
      if (call % 1000 === 999) await pause();
    }
    times.sort();
    const answers = [
      { name: "median", value: times[calls >> 1] ?? 0 },
      { name: "99th of 100", value: times[Math.floor(calls * 0.99)] ?? 0 },
    ];
    this.figures(what, answers, { unit: "µs", ...(goal === undefined ? {} : { goal }) });
  }

  /**
   * Notes figures that were found in another way.
   * @param {string} what @param {Line["answers"]} answers @param {{ unit: string, goal?: number }} options
   *   goal: the most that the first may be
   */
  figures(what, answers, { unit, goal }) {
    /** @type {Line} */
    const line = { what, unit, better: "less", answers };
    if (goal !== undefined) {
      line.goal = `at most ${goal} ${unit}`;
      line.met = (answers[0]?.value ?? 0) <= goal;
    }
    this.lines.push(line);
  }

  /**
   * Notes how alike the answers of the contestants are to those that are known to be right.
   * @param {string} what @param {{ name: string, right: number, of: number }[]} counts
   */
  agreement(what, counts) {
    const answers = counts.map(({ name, right, of }) => ({ name, value: (100 * right) / of }));
    this.lines.push({ what, unit: "% right", better: "more", answers });
  }

  /** @param {Line} line @param {number | undefined} goal @param {number} ratio */
  #add(line, goal, ratio) {
    this.lines.push(goal === undefined ? line : { ...line, goal: `${goal} times`, met: ratio >= goal });
  }
}

/** Repeats a job for a while. @param {Work} work @param {number} duration @returns {{ jobs: number, time: number }} */
function spin(work, duration) {
  const start = performance.now();
  let jobs = 0;
  let time = 0;
  do {
    work();
    jobs++;
    time = performance.now() - start;
  } while (time < duration);
  return { jobs, time };
}

/** Lets the machine see to what else has come up. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 0));

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
