// What all elements share: properties, the language and its words, what is said and copied, and the loading of the package.
import { LitElement, type PropertyDeclaration, type PropertyDeclarations } from "lit";
import { load, type Presend } from "../index.js";
import type { PresendEvents } from "./events.js";
import { Format } from "./format.js";
import { type Words, wordsFor } from "./words/index.js";
import { learn, teach } from "./words/languages.js";

/** In milliseconds. */
const FRAME = 17;
/** How long the live region waits for the typing to pause, in milliseconds. */
const PAUSE = 900;

type Declaration = PropertyDeclaration & { first: unknown };

/**
 * Declares properties by their first values, which are never changed in place.
 * @param attributes those that are attributes as well: `headingLevel` is `heading-level`
 * @param others those that only code sets
 */
export function props(
  attributes: Record<string, string | number | boolean>,
  others: Record<string, unknown> = {},
): PropertyDeclarations {
  const declared: Record<string, Declaration> = {};
  for (const [name, first] of Object.entries(attributes)) {
    const type = { string: String, number: Number, boolean: Boolean }[typeof first as "string"];
    declared[name] = { type, attribute: name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), first };
  }
  for (const [name, first] of Object.entries(others)) declared[name] = { attribute: false, first };
  return declared;
}

/** A property that has accessors of its own; declared, so that what was set before the element is defined reaches them. */
export const own = { attribute: false, noAccessor: true } as const;

/** The elements that are in a page. */
const speakers = new Set<PresendElement>();
/** One for all of them: the language of an ancestor may change at any time, inside of the shadow root of a host too. */
let watcher: MutationObserver | undefined;

function watch(element: PresendElement): void {
  speakers.add(element);
  watcher ??= new MutationObserver(() => {
    for (const speaker of speakers) speaker.requestUpdate("lang", null);
  });
  let root = element.getRootNode();
  while (root instanceof ShadowRoot) {
    watcher.observe(root, { subtree: true, attributeFilter: ["lang"] });
    root = root.host.getRootNode();
  }
  watcher.observe(root, { subtree: true, attributeFilter: ["lang"] });
}

export abstract class PresendElement extends LitElement {
  static override properties = props(
    { platform: "", lang: "" },
    { presend: undefined, failed: "", spoken: "", copied: undefined },
  );

  /** What `load()` gave. The element loads by itself when the host has not set it by the time it is connected. */
  declare presend: Presend | undefined;
  /** Where the message is sent from, such as `intercom`. */
  declare platform: string;
  /** Why loading failed, in words. */
  declare failed: string;
  /** What the live region says. */
  declare spoken: string;
  /** What was copied last, and whether that was allowed. */
  declare copied: { what: string; allowed: boolean } | undefined;

  #in: { locale: string; format: Format; rules?: Map<string, string> } | undefined;
  #life = new AbortController();
  /** What was said last; nothing before the first answer, which is read with the page itself. */
  protected said: string | undefined;
  #speech: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    const { elementProperties } = this.constructor as typeof LitElement;
    for (const [name, declaration] of elementProperties)
      if (!declaration.noAccessor) Object.assign(this, { [name]: (declaration as Declaration).first });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#life = new AbortController();
    watch(this);
    // It may have been taken to where another language is spoken.
    this.requestUpdate("lang", null);
    // A host that holds the loaded object sets it in the same task.
    queueMicrotask(() => this.#load());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life.abort();
    speakers.delete(this);
  }

  /** Listens for as long as the element stays in the page. */
  protected hear(target: EventTarget, types: string, listener: (event: Event) => void, capture = false): void {
    for (const type of types.split(" "))
      target.addEventListener(type, listener, { capture, signal: this.#life.signal });
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

  /** What every question to the package is asked with. */
  get asking(): { locale: string; platform?: string } {
    const { locale, platform } = this;
    return { locale, ...(platform && { platform }) };
  }

  get words(): Words {
    return wordsFor(this.locale);
  }

  /** What is made for the language that is spoken. */
  get #own() {
    const { locale } = this;
    if (this.#in?.locale !== locale) this.#in = { locale, format: new Format(locale) };
    return this.#in;
  }

  get format(): Format {
    return this.#own.format;
  }

  /** A rule as a heading; its id for as long as nothing is loaded. */
  ruleName(id: string): string {
    const { presend } = this;
    if (!presend) return id;
    const own = this.#own;
    own.rules ??= new Map(presend.rules({ locale: own.locale }).map(({ id, what }) => [id, what]));
    return own.rules.get(id) ?? id;
  }

  /** Tells the host. Events cross shadow roots and carry plain data. */
  emit<Type extends keyof PresendEvents>(type: Type, detail: PresendEvents[Type]): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  /**
   * The live region says what has changed, and only once the typing has paused.
   * @param key what has to differ for it to be worth a word
   */
  protected sayLater(key: string, sentence: string): void {
    clearTimeout(this.#speech);
    this.#speech = setTimeout(() => {
      if (this.said === key) return;
      const first = this.said === undefined;
      this.said = key;
      if (!first) this.spoken = sentence;
    }, PAUSE);
  }

  /** Says something at once. The same again is made to differ, or nothing would be heard. */
  protected say(sentence: string): void {
    this.spoken = this.spoken === sentence ? `${sentence}\u00a0` : sentence;
  }

  /** Copies a text; where the browser does not allow it, `field` is selected for copying by hand. */
  async copy(what: string, text: string, field?: HTMLTextAreaElement | null): Promise<void> {
    let allowed = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      allowed = false;
      field?.focus();
      field?.select();
    }
    this.copied = { what, allowed };
  }
}
