// Writing is never lost: drafts are saved in pauses, and leaving with unsaved words is asked about.
import { PageElement, define, find } from "./define";

const PAUSE_MS = 1500;
const LONGEST_MS = 15000;
const RETRY_MS = 10000;

/** `<leave-guard>` around a form: asks before leaving with changes that were not sent. */
class LeaveGuard extends PageElement {
  protected isUnsaved = false;

  protected start(): void {
    this.on(this, "input", () => (this.isUnsaved = true));
    this.on(this, "change", () => (this.isUnsaved = true));
    this.on(this, "submit", () => (this.isUnsaved = false));
    this.on(window, "beforeunload", (event) => {
      if (!this.isUnsaved) return;
      event.preventDefault();
      (event as BeforeUnloadEvent).returnValue = "";
    });
  }
}

/**
 * `<auto-draft url="…">` around a form: posts it to the address in pauses of typing, one request at a time,
 * and says so in its [role=status]. Files are not part of a draft. A failed save is tried again by itself.
 */
class AutoDraft extends LeaveGuard {
  private pause = 0;
  private firstChange = 0;
  private isSending = false;
  private isSent = false;
  private running: AbortController | null = null;

  protected override start(): void {
    super.start();
    this.isSent = false;
    this.on(this, "input", () => this.changed());
    this.on(this, "change", () => this.changed());
    this.on(this, "submit", () => this.sent());
    this.on(window, "online", () => this.isUnsaved && this.later(0));
  }

  protected override stop(): void {
    window.clearTimeout(this.pause);
    this.running?.abort();
  }

  private changed(): void {
    this.isUnsaved = true;
    this.isSent = false;
    const now = Date.now();
    if (!this.firstChange) this.firstChange = now;
    // Someone who never pauses is saved all the same.
    this.later(Math.max(0, Math.min(PAUSE_MS, this.firstChange + LONGEST_MS - now)));
  }

  private later(wait: number): void {
    window.clearTimeout(this.pause);
    this.pause = window.setTimeout(() => void this.save(), wait);
  }

  /** The form itself goes out: the draft has done its duty and must not arrive after it. */
  private sent(): void {
    this.isSent = true;
    window.clearTimeout(this.pause);
    this.running?.abort();
  }

  private async save(): Promise<void> {
    const form = find<HTMLFormElement>(this, "form");
    const url = this.getAttribute("url");
    if (!form || !url || this.isSent || !this.isConnected) return;
    if (this.isSending) {
      this.later(PAUSE_MS);
      return;
    }
    this.isSending = true;
    this.isUnsaved = false;
    this.firstChange = 0;
    this.say("saving", "neutral");
    const isDone = await this.post(url, form);
    this.isSending = false;
    if (this.isSent || !this.isConnected) return;
    if (isDone) {
      const at = new Date().toTimeString().slice(0, 5);
      // What was typed meanwhile is saved by the pause that typing started.
      if (!this.isUnsaved) this.say("saved", "neutral", { time: at });
    } else {
      this.isUnsaved = true;
      this.say("failed", "bad");
      this.later(RETRY_MS);
    }
  }

  private async post(url: string, form: HTMLFormElement): Promise<boolean> {
    const body = new URLSearchParams();
    new FormData(form).forEach((value, name) => {
      if (typeof value === "string") body.append(name, value);
    });
    this.running = new AbortController();
    try {
      const headers = { "X-Draft": "1", "X-CSRFToken": body.get("csrfmiddlewaretoken") ?? "" };
      const { signal } = this.running;
      const answer = await fetch(url, { method: "POST", body, headers, signal, credentials: "same-origin" });
      // A sign-in page that answers 200 after a redirect is not a saved draft.
      return answer.ok && !answer.redirected;
    } catch {
      return false;
    }
  }

  private say(name: string, tone: string, values: Record<string, string> = {}): void {
    const note = find(this, "[role=status]");
    if (!note) return;
    note.dataset.tone = tone;
    note.textContent = this.words(name, values);
  }
}

define("leave-guard", LeaveGuard);
define("auto-draft", AutoDraft);
