// Short messages: what just happened. Errors stay until they are closed; good news goes by itself.
import { PageElement, define, find } from "./define";

const STAYS_MS = 8000;

class FlashMessage extends PageElement {
  private timer = 0;

  protected start(): void {
    const close = find(this, "[data-close]");
    if (close) {
      close.hidden = false;
      this.on(close, "click", () => this.remove());
    }
    if (this.dataset.fades === undefined) return;
    this.wait();
    // Whoever is reading it keeps it.
    for (const name of ["mouseenter", "focusin"]) this.on(this, name, () => window.clearTimeout(this.timer));
    for (const name of ["mouseleave", "focusout"]) this.on(this, name, () => this.wait());
  }

  protected override stop(): void {
    window.clearTimeout(this.timer);
  }

  private wait(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.remove(), STAYS_MS);
  }
}

/** Show a sentence in the corner, from the template the shell carries. */
export function toast(text: string, tone: "good" | "warn" | "bad"): void {
  const shelf = document.getElementById("toasts");
  const pattern = document.getElementById(`toast-${tone}`) as HTMLTemplateElement | null;
  if (!shelf || !pattern || !text) return;
  const message = pattern.content.cloneNode(true) as DocumentFragment;
  const place = message.querySelector("[data-text]");
  if (place) place.textContent = text;
  // The same sentence twice is noise.
  shelf.querySelectorAll("flash-message").forEach((each) => {
    if (each.querySelector("[data-text]")?.textContent === text) each.remove();
  });
  shelf.append(message);
}

define("flash-message", FlashMessage);
