// Fetching, compiling and starting the WebAssembly, once.
import init from "../wasm/presend.js";
import { PresendError, told } from "./error.js";
import { Calls, type Presend } from "./presend.js";

/** Where the WebAssembly comes from. Bundlers and Node need none. */
export type Source = URL | string | Response | BufferSource | WebAssembly.Module;

export type Load = (source?: Source | PromiseLike<Source>) => Promise<Presend>;

/**
 * The one load of all entries: where an app calls the `load()` of `presend/slim` with its own source, the elements, which
 * call that of `presend`, get the same object and fetch nothing.
 */
let loading: Promise<Presend> | undefined;

/** Makes the `load()` of an environment, from how that environment finds the file by itself and reads an address. */
export function loader(
  find: () => Source | Promise<Source>,
  read: (address: URL | string) => Promise<Source> = fetched,
): Load {
  async function start(source: Source | PromiseLike<Source> | undefined): Promise<Presend> {
    let from = "";
    try {
      let given = await (source ?? find());
      if (typeof given === "string" || given instanceof URL) {
        from = ` from ${given}`;
        given = await read(given);
      }
      await init({ module_or_path: await compile(given) });
    } catch (cause) {
      throw new PresendError(`the WebAssembly file could not be loaded${from} (${told(cause)})`, "", { cause });
    }
    return new Calls();
  }

  return (source) => {
    if (loading === undefined) {
      loading = start(source);
      // A failed start can be tried again.
      loading.catch(() => {
        loading = undefined;
      });
    }
    return loading;
  };
}

/** Not `fetch` itself: a page may replace it after this module was read. */
function fetched(address: URL | string): Promise<Source> {
  return fetch(address);
}

/**
 * Firefox, compiling while it reads, waits for ever for the rest of a file that ends within its code, and leaves every file
 * after it waiting, too. Given the whole of it, it refuses it.
 */
function isGecko(): boolean {
  return /Gecko\//.test(globalThis.navigator?.userAgent);
}

async function compile(source: Source): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  if (typeof Response === "function" && source instanceof Response) {
    if (!source.ok) throw new Error(`the server answered ${source.status}`);
    // Any other type is refused by the browser's streaming compiler, however good the bytes are.
    if (source.headers.get("Content-Type") === "application/wasm" && !isGecko())
      return WebAssembly.compileStreaming(source);
    return WebAssembly.compile(await source.arrayBuffer());
  }
  return WebAssembly.compile(source as BufferSource);
}
