/** Register a custom element once; a page part loaded again must not fail on a second definition. */
export function define(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, element);
}

/** The first descendant matching, typed; null when there is none. */
export function find<E extends Element = HTMLElement>(within: ParentNode, selector: string): E | null {
  return within.querySelector<E>(selector);
}

/**
 * A custom element that sets itself up once, when its children are there, and tears down what it hung on the
 * page when it goes. The script is deferred, but htmx may insert an element while the page is being parsed.
 */
export abstract class PageElement extends HTMLElement {
  private leaving: AbortController | null = null;

  connectedCallback(): void {
    this.leaving = new AbortController();
    if (document.readyState === "loading") {
      document.addEventListener("DOMContentLoaded", () => this.isConnected && this.start(), { once: true });
    } else {
      this.start();
    }
  }

  disconnectedCallback(): void {
    this.leaving?.abort();
    this.leaving = null;
    this.stop();
  }

  /** Called each time the element comes into the page. */
  protected abstract start(): void;

  /** Called when it leaves. */
  protected stop(): void {
    // Most elements have nothing of their own to end.
  }

  /** Listen until the element leaves the page. */
  protected on<K extends keyof GlobalEventHandlersEventMap>(
    target: EventTarget,
    name: K | string,
    act: (event: Event) => void,
  ): void {
    target.addEventListener(name, act);
    this.leaving?.signal.addEventListener("abort", () => target.removeEventListener(name, act));
  }

  /** A sentence the template gave, so that words stay in the templates and their translations. */
  protected words(name: string, values: Record<string, string> = {}): string {
    const text = this.dataset[name] ?? "";
    return text.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);
  }
}
