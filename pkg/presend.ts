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
import { learn, Reader, write } from "./packet.js";
import { members, progress, text } from "./pieces.js";

/**
 * What `load()` gives. Only its public side, so that a stand-in made by hand fits wherever this is asked for.
 *
 * @interface
 */
export type Presend = Pick<Calls, keyof Calls>;

export class Calls {
  #reader = new Reader(wasm.fieldName);
  #memory: WebAssembly.Memory | undefined;
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
    return this.#ask([draft], [""], (packet) => wasm.check(packet, Date.now())) as Report;
  }

  /** A phone number as typed: what it is, and what is wrong with it. */
  phone(input: string, options: Options & { country?: string } = {}): PhoneReport {
    text(input, "input");
    return this.#ask([options], [""], (packet) => wasm.phone(input, packet)) as PhoneReport;
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

  /** The countries that `country` may name, by their ISO 3166 codes: for a list to choose from. */
  countries(): string[] {
    return this.#call(() => wasm.countries()).match(/../g) ?? [];
  }

  /** The state of the customer service window. */
  window(conversation: Conversation, options: Options = {}): WindowReport {
    return this.#ask([conversation, options], ["", ""], (packet) => wasm.window(packet, Date.now())) as WindowReport;
  }

  /** A template by itself: can it be created, can it be sent, what has to be filled in, how does it look? */
  template(template: Template | ContentTemplate, options: TemplateOptions = {}): TemplateReport {
    return this.#ask([template, options], ["", ""], wasm.template) as TemplateReport;
  }

  /** Which of these templates may be used for a draft that lacks its message: best first, each refusal with its reason. */
  fit(templates: NonNullable<Draft["templates"]>, draft: Omit<Draft, "message">): TemplateFit[] {
    return this.#ask([templates, draft], ["", ""], (packet) => wasm.fit(packet, Date.now())) as TemplateFit[];
  }

  /**
   * Why a message failed: from a text (a code alone, an error, a line of a log, JSON that is escaped or cut off), an
   * object (the answer of a call, a webhook, a provider's callback), or an export of many.
   */
  diagnose(evidence: unknown, options: DiagnoseOptions = {}): Diagnosis {
    const { onProgress, ...rest } = members(options);
    const tellHost = progress(onProgress);
    // An error of the caller's must not pass through the WebAssembly: the work is stopped, then it is thrown on.
    let stop: { error: unknown } | undefined;
    const tell = (done: number, total: number): boolean => {
      try {
        tellHost?.(done, total);
      } catch (error) {
        stop = { error };
      }
      return stop === undefined;
    };
    try {
      const work = (packet: Uint8Array) => wasm.diagnose(packet, tellHost && tell);
      return this.#ask([evidence, rest], ["evidence", ""], work) as Diagnosis;
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
    return this.#ask([options], [""], wasm.failures) as Failure[];
  }

  /** Every rule: what, why, what to do, where it comes from, and the dated values in force. */
  rules(options: Options = {}): RuleDoc[] {
    return this.#ask([options], [""], wasm.rules) as RuleDoc[];
  }

  /**
   * Teaches a language: from then on `locale` may name it. Packs come with the package, one module each:
   *
   *     import es from "presend/locales/es";
   *     presend.addLocale(es);
   */
  addLocale(pack: string): void {
    // What is known is not kept once more.
    if (this.#locales.includes(text(pack, "pack"))) return;
    this.#call(() => wasm.addLocale(pack));
    this.#locales.push(pack);
  }

  /** What this is, and how old its facts are. */
  get version(): Version {
    return this.#call(() => wasm.version());
  }

  /** One question: there and back. The answer is read where it stands, before anything else is asked. */
  #ask(args: unknown[], names: string[], work: (packet: Uint8Array) => number): unknown {
    const { bytes, halves } = write(args, names);
    return this.#call(() => {
      const address = work(bytes);
      if (!this.#memory) {
        this.#memory = wasm.answers() as WebAssembly.Memory;
        learn(wasm.memberNames(), wasm.fieldName);
      }
      const answer = this.#reader.read(new Uint8Array(this.#memory.buffer, Math.abs(address)), halves);
      if (address < 0) throw new PresendError(...(answer as [sentence: string, path: string]));
      return answer;
    });
  }

  /** Lets the core's own errors through, as ours. Anything else leaves the instance unfit for further calls. */
  #call<T>(work: () => T): T {
    if (this.#broken) this.#renew();
    const epoch = this.#epoch;
    try {
      const answer = work();
      if (epoch === this.#epoch) return answer;
    } catch (cause) {
      throw this.#fault(cause);
    }
    throw this.#fault(new Error("a call from within this one has broken the instance"));
  }

  /** A fresh instance, after one that broke. */
  #renew(): void {
    wasm.__wbg_reset_state();
    this.#memory = undefined;
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
