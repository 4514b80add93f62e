// What the front pages cannot do without a script: parts that stay fresh while somebody looks.
import { PageElement, define } from "@ui/define";

const EVERY_MS = 60_000;
// Asking keeps the session alive, so it ends when nobody is there: a page left open must not stay signed in.
const PRESENT_MS = 10 * 60_000;

/** `<fresh-part url="…">`: asks for its content again every minute, but only while the page is visible, somebody has
 * touched it lately, and nobody is at work inside the part. A failed request changes nothing: the old content stays. */
class FreshPart extends PageElement {
  private timer = 0;
  private askedAt = Date.now();
  private touchedAt = Date.now();
  private running: AbortController | null = null;

  protected start(): void {
    this.askedAt = Date.now();
    this.timer = window.setInterval(() => void this.renew(), EVERY_MS);
    this.on(document, "visibilitychange", () => void this.renew());
    for (const name of ["pointermove", "pointerdown", "keydown", "scroll"]) {
      this.on(window, name, () => (this.touchedAt = Date.now()));
    }
  }

  protected override stop(): void {
    window.clearInterval(this.timer);
    this.running?.abort();
  }

  private async renew(): Promise<void> {
    const url = this.getAttribute("url");
    const isDue = Date.now() - this.askedAt >= EVERY_MS - 500;
    const isWatched = !document.hidden && Date.now() - this.touchedAt < PRESENT_MS;
    if (!url || !isDue || !isWatched || this.running || this.contains(document.activeElement)) return;
    this.askedAt = Date.now();
    this.running = new AbortController();
    try {
      const headers = { "HX-Request": "true" };
      const answer = await fetch(url, { headers, signal: this.running.signal, credentials: "same-origin" });
      if (answer.status === 200 && !answer.redirected) this.replace(await answer.text());
    } catch {
      // Offline or leaving: the next minute asks again.
    }
    this.running = null;
  }

  private replace(html: string): void {
    const fresh = new DOMParser().parseFromString(html, "text/html").body;
    this.replaceChildren(...Array.from(fresh.childNodes));
  }
}


define("fresh-part", FreshPart);
