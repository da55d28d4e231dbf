// Registers the elements that a page needs, and no more.
export function register(elements: Record<string, CustomElementConstructor>): void {
  for (const [name, element] of Object.entries(elements)) {
    // A page may name a script twice.
    if (!customElements.get(name)) customElements.define(name, element);
  }
}
