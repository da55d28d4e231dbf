// presend/worker in Node: big lists in small steps.
// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { load, PresendError } from "presend";
import es from "presend/locales/es";
import { open } from "presend/worker";

const presend = await load();
const text = `name,phone\n${Array.from({ length: 60_000 }, (_, i) => `Ana ${i},+49151${20_000_000 + i}`).join("\n")}\n`;

/** Any value at all, where the types ask for a good one. @param {unknown} value @returns {any} */
const bad = (value) => value;

test("every kind of source gives the same list as list() does", async () => {
  const report = JSON.parse(JSON.stringify(presend.list(text)));
  const bytes = new TextEncoder().encode(text);
  const stream = () => new Blob([bytes]).stream();
  for (const source of [text, bytes, bytes.buffer, new Blob([bytes]), stream(), new Response(bytes)]) {
    const list = open(source);
    assert.deepEqual(await list.done, report);
    const [row] = await list.rows(59_999, 70_000);
    assert.deepEqual([row?.input, row?.status], ["+4915120059999", "sendable"]);
    assert.equal((await list.select({ status: "blocked" })).length, 0);
    assert.equal(
      await (await list.csv("sendable")).text(),
      new TextDecoder().decode(presend.list(text).csv("sendable")),
    );
    list.close();
    await assert.rejects(list.rows(0, 1), /closed/);
  }
});

test("what is asked early is answered when the list has been read", async () => {
  const list = open(text);
  assert.equal((await list.rows(0, 2)).length, 2);
  list.close();
});

test("progress is told; others have their turn; an error there comes through", async () => {
  /** @type {number[]} */
  const told = [];
  let turns = 0;
  const ticking = setInterval(() => turns++, 0);
  await open(text, { onProgress: (done, total) => told.push(done / total) }).done;
  clearInterval(ticking);
  assert.ok(told.length > 4 && told.at(-1) === 1 && turns > 2, `${told.length} ${turns}`);
  const stop = new RangeError("enough");
  const onProgress = () => {
    throw stop;
  };
  await assert.rejects(open(text, { onProgress }).done, (error) => error === stop);
});

test("a signal cancels", async () => {
  const controller = new AbortController();
  const list = open(text, { signal: controller.signal, onProgress: () => controller.abort() });
  await assert.rejects(list.done, (error) => /** @type {Error} */ (error).name === "AbortError");
  await assert.rejects(list.csv("all"), (error) => /** @type {Error} */ (error).name === "AbortError");
  assert.throws(() => open(text, { signal: controller.signal }), { name: "AbortError" });
});

test("a language is taught along with the list", async () => {
  const say = async (/** @type {string[]} */ ...locales) => (await open("a\n", { locale: "es", locales }).done).text;
  assert.match(await say(), /^Rows: 1\./);
  assert.match(await say(es), /^Filas: 1\..*\nEncontrado en las filas:/s);
  await assert.rejects(say("x"), PresendError);
  assert.throws(
    () => open("a", { locales: bad([es, 5]) }),
    (e) => e instanceof PresendError && e.path === "locales[1]",
  );
});

test("bad input is refused at its place", async () => {
  await assert.rejects(
    open("a", bad({ numberColumn: "b" })).done,
    (e) => e instanceof PresendError && e.path === "numberColumn",
  );
  assert.throws(
    () => open(bad(5)),
    (e) => e instanceof PresendError && e.path === "source",
  );
  assert.throws(
    () => open("a", { suppress: bad([5]) }),
    (e) => e instanceof PresendError && e.path === "suppress[0]",
  );
  const failing = new ReadableStream({ pull: (controller) => controller.error(new Error("the line is cut")) });
  await assert.rejects(open(failing).done, /the line is cut/);
});
