// A static server for tests and screenshots: what any plain web space does, and nothing more.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { brotliCompressSync } from "node:zlib";

/** @type {Record<string, string>} */
const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/**
 * What may stand between the server and the browser: it can answer itself, and change pages on their way.
 * @typedef {object} Gate
 * @property {(request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse) => Promise<boolean>} answer
 *   whether it has answered
 * @property {(html: string) => string} html
 */

/**
 * Serves a folder under a path of a free port.
 * @param {string} folder
 * @param {{ under?: string, headers?: Record<string, string>, types?: Record<string, string>, packed?: boolean, gate?: Gate }} [options]
 *   packed: compressed on the way
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export async function serve(folder, { under = "/", headers = {}, types = {}, packed = false, gate } = {}) {
  /** @type {Map<string, Buffer>} What was compressed once. */
  const kept = new Map();
  const pack = (/** @type {string} */ name, /** @type {Buffer} */ body) => {
    const small = kept.get(name) ?? brotliCompressSync(body);
    kept.set(name, small);
    return small;
  };
  const server = createServer(async (request, response) => {
    if (await gate?.answer(request, response)) return;
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    const name = normalize(path.endsWith("/") ? `${path}index.html` : path);
    try {
      if (!name.startsWith(under)) throw new Error("outside of what is served");
      const file = await readFile(join(folder, name.slice(under.length)));
      const body = gate && name.endsWith(".html") ? Buffer.from(gate.html(String(file))) : file;
      response.writeHead(200, {
        "Content-Type": types[extname(name)] ?? TYPES[extname(name)] ?? "application/octet-stream",
        ...(packed ? { "Content-Encoding": "br" } : {}),
        ...headers,
      });
      response.end(packed ? pack(name, body) : body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${port}${under}`, close: () => server.close() };
}
