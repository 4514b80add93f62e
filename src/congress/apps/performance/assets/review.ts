// The review screen by keyboard: Enter saves, Escape leaves, N goes to the next cell that wants a look; and the focus
// stays where the work is when a cell is renewed.
import { PageElement, define, find } from "@ui/define";

const CELL = "[data-cell]";
const WAITING = `${CELL}.is-doubtful:not(.is-open)`;

function isWriting(target: EventTarget | null): boolean {
  const at = target as HTMLElement | null;
  return Boolean(at?.closest?.("input, textarea, select, [contenteditable]"));
}

/** `<review-desk>` around the split view of source and data. */
class ReviewDesk extends PageElement {
  /** The cell to look at when the present answer has come: set when a doubtful cell is confirmed. */
  private following = "";

  protected start(): void {
    this.on(this, "keydown", (event) => this.typed(event as KeyboardEvent));
    this.on(document, "keydown", (event) => this.pressed(event as KeyboardEvent));
    this.on(this, "click", (event) => {
      if ((event.target as Element).closest("[data-next-doubtful]")) this.next();
    });
    this.on(this, "submit", (event) => this.sent(event.target as HTMLElement));
    this.on(document, "htmx:afterSettle", () => this.settled());
    this.on(document, "htmx:load", (event) => this.loaded(event.target as HTMLElement));
    this.offer();
  }

  /** In a cell's form: Enter saves what has one line, Ctrl+Enter everything, Escape leaves. Not while characters are composed. */
  private typed(event: KeyboardEvent): void {
    const form = (event.target as Element).closest<HTMLFormElement>("form[data-keys]");
    if (!form || event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") {
      event.preventDefault();
      find(form, "[data-leave]")?.click();
    } else if (event.key === "Enter" && this.saves(form, event)) {
      event.preventDefault();
      find(form, "button[type=submit]")?.click();
    }
  }

  private saves(form: HTMLFormElement, event: KeyboardEvent): boolean {
    if (!(event.target instanceof HTMLTextAreaElement) || event.shiftKey) return false;
    return form.dataset.keys === "one-line" || event.ctrlKey || event.metaKey;
  }

  private pressed(event: KeyboardEvent): void {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
    if (event.key.toLowerCase() !== "n" || !isPlain || isWriting(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    event.preventDefault();
    this.next();
  }

  /** Confirming is a round from one doubtful cell to the next: remember where it goes on. */
  private sent(form: HTMLElement): void {
    const cell = form.closest<HTMLElement>(CELL);
    this.following = form.matches("[data-confirm]") && cell ? this.beyond(cell)?.id ?? "" : "";
  }

  /** A renewed cell takes the focus that its old self had. */
  private loaded(cell: HTMLElement): void {
    if (!cell.matches?.(CELL) || !this.contains(cell)) return;
    const next = this.following ? document.getElementById(this.following) : null;
    this.following = "";
    if (next) this.look(next);
    else if (!cell.classList.contains("is-open")) find(cell, "[data-edit]")?.focus({ preventScroll: true });
  }

  /** Which cells a finding speaks of has come with the findings: mark those on the screen. */
  private settled(): void {
    const faulty = new Set((document.getElementById("findings")?.dataset.faulty ?? "").split(" "));
    this.querySelectorAll(CELL).forEach((cell) => cell.classList.toggle("is-faulty", faulty.has(cell.id)));
    this.offer();
  }

  private get waiting(): HTMLElement[] {
    return Array.from(this.querySelectorAll<HTMLElement>(WAITING));
  }

  /** The doubtful cell after another in the order of the screen, or the first one. */
  private beyond(cell: Element | null): HTMLElement | undefined {
    const others = this.waiting.filter((each) => each !== cell);
    if (!cell) return others[0];
    return others.find((each) => cell.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING) ?? others[0];
  }

  private next(): void {
    const cell = this.beyond(document.activeElement?.closest(CELL) ?? null) ?? this.waiting[0];
    if (cell) this.look(cell);
  }

  /** Bring a cell into sight, its place in the source beside it, and the keyboard onto it. */
  private look(cell: HTMLElement): void {
    cell.scrollIntoView({ block: "center" });
    const split = cell.closest("split-view");
    const isStacked = !split || getComputedStyle(split).getPropertyValue("--split-stacked").trim() === "1";
    if (!isStacked) find(cell, ".data-text")?.click();
    (find(cell, "[data-confirm] button") ?? find(cell, "[data-edit]"))?.focus({ preventScroll: true });
  }

  /** The button stands there only while there is something to go to. */
  private offer(): void {
    const button = find<HTMLButtonElement>(this, "[data-next-doubtful]");
    if (button) button.hidden = !this.waiting.length;
  }
}

define("review-desk", ReviewDesk);
