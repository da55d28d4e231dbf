// What of the phone benchmark needs a fresh page: each engine is opened in a frame of its own, several times.
import { median } from "./harness.mjs";

/** @param {string} engine @returns {Promise<number>} milliseconds */
function fresh(engine) {
  const frame = document.createElement("iframe");
  frame.src = `cold.html#${encodeURIComponent(engine)}`;
  return new Promise((resolve, reject) => {
    addEventListener(
      "message",
      ({ data }) => {
        frame.remove();
        if (typeof data === "number") resolve(data);
        else reject(new Error(String(data)));
      },
      { once: true },
    );
    document.body.append(frame);
  });
}

/** Milliseconds to the first answer. @param {string[]} names */
export async function starts(names) {
  /** @type {Record<string, number[]>} */
  const found = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < 5; round++) for (const name of names) found[name]?.push(await fresh(name));
  return { time: names.map((name) => ({ name, value: median(found[name] ?? []) })) };
}
