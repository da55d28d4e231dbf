// What all elements share: the language, the words, and the loading of the package.
import { LitElement, type PropertyDeclarations } from "lit";
import { load, type Presend } from "../index.js";
import { Format } from "./format.js";
import { type Words, wordsFor } from "./words/index.js";
import { learn, teach } from "./words/languages.js";

/** In milliseconds. */
const FRAME = 17;

export abstract class PresendElement extends LitElement {
  static override properties: PropertyDeclarations = {
    presend: { attribute: false },
    platform: { type: String },
    lang: { type: String },
    failed: { state: true },
  };

  /** What `load()` gave. The element loads by itself when the host has not set it by the time it is connected. */
  declare presend: Presend | undefined;
  /** Where the message is sent from, such as `intercom`. */
  declare platform: string;
  /** Why loading failed, in words. */
  declare failed: string;

  #format: { locale: string; format: Format } | undefined;

  constructor() {
    super();
    this.platform = "";
    this.failed = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // A host that holds the loaded object sets it in the same task.
    queueMicrotask(() => this.#load());
  }

  async #load(): Promise<void> {
    if (this.presend || !this.isConnected) return;
    try {
      const presend = await load();
      // What a person waits for is shown first; the rest comes with the next frame.
      if (!this.urgent) await new Promise((done) => setTimeout(done, FRAME));
      this.presend ??= presend;
    } catch (error) {
      this.failed = error instanceof Error ? error.message : String(error);
    }
  }

  /** Whether a person waits for the first answer of this element. */
  protected get urgent(): boolean {
    return false;
  }

  /** Waits for the words of a language that is spoken for the first time, so that nothing flashes up in English. */
  protected override scheduleUpdate(): Promise<void> | undefined {
    const { locale } = this;
    const update = () => {
      if (this.presend) teach(this.presend, locale);
      super.scheduleUpdate();
    };
    const learning = learn(locale);
    if (learning) return learning.then(update);
    update();
    return undefined;
  }

  /** The language of the element: its own, or that of the nearest ancestor which has one. */
  get locale(): string {
    let node: Node | null = this;
    while (node) {
      if (node instanceof HTMLElement && node.lang) return node.lang;
      node = node instanceof ShadowRoot ? node.host : node.parentNode;
    }
    return "en";
  }

  get words(): Words {
    return wordsFor(this.locale);
  }

  get format(): Format {
    const { locale } = this;
    if (this.#format?.locale !== locale) this.#format = { locale, format: new Format(locale) };
    return this.#format.format;
  }

  /** Tells the host. Events cross shadow roots and carry plain data. */
  emit(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}
