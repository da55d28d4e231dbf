// One engine in a frame of its own: how long until its first answer.
import { engines } from "./engines.mjs";

/** @param {string} path */
const file = async (path) => new Uint8Array(await (await fetch(`/${path}`)).arrayBuffer());

const start = performance.now();
try {
  const open = engines(file)[decodeURIComponent(location.hash.slice(1))];
  if (!open) throw new Error("name an engine");
  const engine = await open();
  engine.valid("+919876543210");
  parent.postMessage(performance.now() - start, "*");
} catch (error) {
  parent.postMessage(String(error), "*");
}
