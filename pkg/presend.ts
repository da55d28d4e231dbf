// The object that load() gives: takes plain values, calls the WebAssembly, gives plain values.

import * as wasm from "../wasm/presend.js";
import type {
  ContentTemplate,
  Conversation,
  DiagnoseOptions,
  Diagnosis,
  Draft,
  Failure,
  ListOptions,
  Options,
  PhoneReport,
  Report,
  RuleDoc,
  Template,
  TemplateFit,
  TemplateOptions,
  TemplateReport,
  Version,
  WindowReport,
} from "../wasm/types.js";
import { PresendError } from "./error.js";
import { type Core, type ListReport, list } from "./list.js";
import { Reader, write } from "./packet.js";

/**
 * What `load()` gives. Only its public side, so that a stand-in made by hand fits wherever this is asked for.
 *
 * @interface
 */
export type Presend = Pick<Calls, keyof Calls>;

export class Calls {
  #reader = new Reader(wasm.fieldName);
  #broken = false;
  #locales: string[] = [];
  #epoch = 0;
  readonly #core: Core = {
    call: (work) => this.#call(work),
    read: (packet) => this.#reader.read(packet),
    epoch: () => this.#epoch,
  };

  /** What reads lists in pieces, for those who feed it themselves. */
  static core(presend: Presend): Core {
    return (presend as Calls).#core;
  }

  /** The compose-box question: will this message go through? */
  check(draft: Draft): Report {
    const packet = write([draft], [""]);
    return this.#call(() => this.#reader.read(wasm.check(packet, Date.now()))) as Report;
  }

  /** A phone number as typed: what it is, and what is wrong with it. */
  phone(input: string, options: Options & { country?: string } = {}): PhoneReport {
    const packet = write([options], [""]);
    return this.#call(() => this.#reader.read(wasm.phone(text(input, "input"), packet))) as PhoneReport;
  }

  /** Whether a text is a valid phone number: the same engine without a report, for loops and keystrokes. */
  isValidPhone(input: string, country?: string): boolean {
    text(input, "input");
    if (country !== undefined) text(country, "country");
    // Called in loops over whole lists: without a function made for each call.
    if (this.#broken) this.#renew();
    try {
      return wasm.isValidPhone(input, country);
    } catch (cause) {
      throw this.#fault(cause);
    }
  }

  /** The state of the customer service window. */
  window(conversation: Conversation, options: Options = {}): WindowReport {
    const packet = write([conversation, options], ["", ""]);
    return this.#call(() => this.#reader.read(wasm.window(packet, Date.now()))) as WindowReport;
  }

  /** A template by itself: can it be created, can it be sent, what has to be filled in, how does it look? */
  template(template: Template | ContentTemplate, options: TemplateOptions = {}): TemplateReport {
    const packet = write([template, options], ["", ""]);
    return this.#call(() => this.#reader.read(wasm.template(packet))) as TemplateReport;
  }

  /** Which of these templates may be used for a draft that lacks its message: best first, each refusal with its reason. */
  fit(templates: NonNullable<Draft["templates"]>, draft: Omit<Draft, "message">): TemplateFit[] {
    const packet = write([templates, draft], ["", ""]);
    return this.#call(() => this.#reader.read(wasm.fit(packet, Date.now()))) as TemplateFit[];
  }

  /**
   * Why a message failed: from a text (a code alone, an error, a line of a log, JSON that is escaped or cut off), an
   * object (the answer of a call, a webhook, a provider's callback), or an export of many.
   */
  diagnose(evidence: unknown, options: DiagnoseOptions = {}): Diagnosis {
    const { onProgress, ...rest } = options;
    const packet = write([evidence, rest], ["evidence", ""]);
    // An error of the caller's must not pass through the WebAssembly: the work is stopped, then it is thrown on.
    let stop: { error: unknown } | undefined;
    const tell = (done: number, total: number): boolean => {
      try {
        onProgress?.(done, total);
      } catch (error) {
        stop = { error };
      }
      return stop === undefined;
    };
    try {
      return this.#call(() => this.#reader.read(wasm.diagnose(packet, onProgress && tell))) as Diagnosis;
    } catch (error) {
      throw stop ? stop.error : error;
    }
  }

  /**
   * A whole contact list, CSV or one number a line: every number before a campaign. For files that take longer than a blink,
   * `open` of `presend/worker` does the same beside the page.
   */
  list(contacts: Uint8Array | string, options?: ListOptions): ListReport {
    return list(this.#core, contacts, options);
  }

  /** The failure FAQ, grouped and ordered for people. */
  failures(options: Options = {}): Failure[] {
    const packet = write([options], [""]);
    return this.#call(() => this.#reader.read(wasm.failures(packet))) as Failure[];
  }

  /** Every rule: what, why, what to do, where it comes from, and the dated values in force. */
  rules(options: Options = {}): RuleDoc[] {
    const packet = write([options], [""]);
    return this.#call(() => this.#reader.read(wasm.rules(packet))) as RuleDoc[];
  }

  /**
   * Teaches a language: from then on `locale` may name it. Packs come with the package, one module each:
   *
   *     import es from "presend/locales/es";
   *     presend.addLocale(es);
   */
  addLocale(pack: string): void {
    this.#call(() => wasm.addLocale(text(pack, "pack")));
    this.#locales.push(pack);
  }

  /** What this is, and how old its facts are. */
  get version(): Version {
    return this.#call(() => wasm.version());
  }

  /** Lets the core's own errors through, as ours. Anything else leaves the instance unfit for further calls. */
  #call<T>(work: () => T): T {
    if (this.#broken) this.#renew();
    try {
      return work();
    } catch (cause) {
      throw this.#fault(cause);
    }
  }

  /** A fresh instance, after one that broke. */
  #renew(): void {
    wasm.__wbg_reset_state();
    for (const pack of this.#locales) wasm.addLocale(pack);
    this.#reader = new Reader(wasm.fieldName);
    this.#broken = false;
  }

  #fault(cause: unknown): PresendError {
    if (cause instanceof PresendError) return cause;
    if (cause instanceof Error && cause.name === "PresendError") {
      return new PresendError(cause.message, (cause as PresendError).path);
    }
    this.#broken = true;
    this.#epoch++;
    return new PresendError(
      "this is a fault in presend itself, not in the input: please report it. The next call works again",
      "",
      { cause },
    );
  }
}

function text(value: unknown, path: string): string {
  if (typeof value === "string") return value;
  throw new PresendError(`a text belongs here, found ${value === null ? "nothing (null)" : typeof value}`, path);
}
