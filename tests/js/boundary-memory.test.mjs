// Memory over 100,000 calls of every kind, refused ones and lists that nobody frees among them.
// @ts-check
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import es from "presend/locales/es";

/** Run in a process of its own, where garbage can be collected on demand. */
const code = `
  import { load } from "presend";
  import { initSync } from "./pkg/wasm/presend.js";
  import { draft } from "./tests/js/hostile.mjs";
  import es from "presend/locales/es";
  const presend = await load();
  const { memory } = initSync();
  const good = draft();
  const template = { name: "order", language: "en", status: "APPROVED", components: [{ type: "BODY", text: "Hello {{1}}" }] };
  const failing = [{ to: 5 }, { ...good, now: "yesterday" }, { ...good, message: { type: "text", text: Symbol() } }, { get to() { throw 1; } }, "text"];
  const log = "2026-11-20 error 131047 Re-engagement message\\n".repeat(20);
  const refused = (work) => { try { work(); } catch { return; } throw new Error("nothing was thrown"); };
  const calls = [
    () => presend.check(good),
    () => presend.check({ ...good, message: { type: "template", template: { name: "order", language: "en", parameters: { 1: "\\ud83d" } } }, templates: [template] }),
    (i) => refused(() => presend.check(failing[i % failing.length])),
    (i) => presend.phone("+49151" + (20000000 + i)),
    (i) => presend.isValidPhone("+49151" + (20000000 + i)),
    () => presend.window(good.conversation, { now: good.now }),
    () => presend.template(template),
    () => presend.fit([template], { to: good.to, now: good.now }),
    () => presend.diagnose(log, { onProgress: () => presend.phone("1") }),
    () => refused(() => presend.diagnose(log, { onProgress() { throw new Error("stop"); } })),
    () => presend.list("+4915112345678\\n+4915112345679").free(),
    () => presend.list("+4915112345678").row(0),
    () => refused(() => presend.list("a,b\\n1,2", { numberColumn: "c" })),
    () => presend.addLocale(es),
    () => refused(() => presend.addLocale("x".repeat(1000))),
    (i) => i % 50 === 0 && presend.failures(),
    (i) => i % 50 === 0 && presend.rules(),
    () => refused(() => presend.rules({ policy: { textMax: "many" } })),
  ];
  const round = async (count) => {
    for (let i = 0; i < count; i++) {
      calls[i % calls.length](i);
      // Finalizers have their turn only between tasks.
      if (i % 2000 === 0) {
        gc();
        await new Promise((resolve) => setTimeout(resolve));
      }
    }
    gc();
    await new Promise((resolve) => setTimeout(resolve, 10));
    gc();
    return { wasm: memory.buffer.byteLength, heap: process.memoryUsage().heapUsed };
  };
  const before = await round(10_000);
  const after = await round(100_000);
  console.log(JSON.stringify({ before, after }));`;

test("memory does not grow over 100,000 calls", async (context) => {
  const args = ["--expose-gc", "--input-type=module", "--eval", code];
  const cwd = fileURLToPath(new URL("../..", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd });
  const { before, after } = JSON.parse(stdout);
  const kB = (/** @type {number} */ bytes) => `${Math.round(bytes / 1000)} kB`;
  context.diagnostic(
    `WebAssembly ${kB(before.wasm)} → ${kB(after.wasm)}, JavaScript ${kB(before.heap)} → ${kB(after.heap)}`,
  );
  assert.ok(es.length > 10_000, "a pack that would show");
  assert.equal(after.wasm, before.wasm);
  assert.ok(after.heap < before.heap + 500_000, `${kB(before.heap)} → ${kB(after.heap)}`);
});
