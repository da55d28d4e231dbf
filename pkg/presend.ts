// The object that load() gives: takes plain values, calls the WebAssembly, gives plain values.
import * as wasm from "../wasm/presend.js";
import { PresendError } from "./error.js";
import { Reader, write } from "./packet.js";

export class Presend {
  #reader = new Reader(wasm.fieldName);
  #broken = false;

  /** Gives back what it was given. */
  echo(value: unknown): unknown {
    const packet = write([value], [""]);
    return this.#call(() => this.#reader.read(wasm.echo(packet, Date.now())));
  }

  /** What this is, and how old its facts are. */
  get version(): { package: string } {
    return this.#call(() => wasm.version());
  }

  /** Lets the core's own errors through, as ours. Anything else leaves the instance unfit for further calls. */
  #call<T>(work: () => T): T {
    if (this.#broken) {
      wasm.__wbg_reset_state();
      this.#reader = new Reader(wasm.fieldName);
      this.#broken = false;
    }
    try {
      return work();
    } catch (cause) {
      if (cause instanceof Error && cause.name === "PresendError") {
        throw new PresendError(cause.message, (cause as PresendError).path);
      }
      this.#broken = true;
      throw new PresendError("this is a fault in presend itself, not in the input: please report it. The next call works again", "", { cause });
    }
  }
}
