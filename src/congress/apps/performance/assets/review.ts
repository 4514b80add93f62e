// The review screen by keyboard: Enter saves, Alt+Enter saves and goes on, Escape leaves, N goes to the next cell that
// wants a look, E opens the one in focus; and the focus stays where the work is when a cell is renewed. Rows that are not
// on the page yet are fetched when the way leads there.
import { PageElement, define, find } from "@ui/define";

const CELL = "[data-cell]";
const MORE = ".data-more[data-doubtful]:not([data-doubtful='0'])";
const WAITING = `${CELL}.is-doubtful:not(.is-open), ${MORE}`;

function isWriting(target: EventTarget | null): boolean {
  const at = target as HTMLElement | null;
  return Boolean(at?.closest?.("input, textarea, select, [contenteditable]"));
}

/** `<review-desk>` around the split view of source and data. */
class ReviewDesk extends PageElement {
  /** The cell to look at when the present answer has come: set when a cell is confirmed, or saved to go on. */
  private following = "";
  /** Whether rows are on their way because the next doubtful cell is among them. */
  private isFetching = false;

  protected start(): void {
    this.on(this, "keydown", (event) => this.typed(event as KeyboardEvent));
    this.on(document, "keydown", (event) => this.pressed(event as KeyboardEvent));
    this.on(this, "click", (event) => this.clicked(event.target as Element));
    this.on(document, "click", (event) => this.pointed(event));
    this.on(this, "submit", (event) => this.sent(event as SubmitEvent));
    this.on(document, "htmx:afterSwap", (event) => this.swapped(event.target as Element));
    this.on(document, "htmx:afterSettle", () => this.settled());
    this.on(document, "htmx:load", (event) => this.loaded(event.target as HTMLElement));
    this.show();
    this.offer();
  }

  /** What only a script can serve stands there only with one. */
  private show(): void {
    const served = "[data-fold], [data-save-next], [data-split-here]";
    this.querySelectorAll<HTMLElement>(served).forEach((each) => (each.hidden = false));
  }

  private clicked(target: Element): void {
    if (target.closest("[data-next-doubtful]")) this.next();
    const fold = target.closest<HTMLElement>("[data-fold]");
    if (fold) this.fold(fold);
    const entry = target.closest<HTMLAnchorElement>("[data-contents]");
    if (entry) this.unfold(entry);
    const split = target.closest("[data-split-here]");
    if (split) this.split(split.closest("form"));
  }

  private fold(button: HTMLElement): void {
    const isFolded = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(isFolded));
    this.querySelectorAll<HTMLDetailsElement>(".data-block").forEach((block) => (block.open = !isFolded));
  }

  private unfold(entry: HTMLAnchorElement): void {
    const block = document.getElementById(entry.hash.slice(1));
    if (block instanceof HTMLDetailsElement) block.open = true;
    entry.closest("details")?.removeAttribute("open");
  }

  /** What stands behind the cursor goes to the second field. */
  private split(form: HTMLFormElement | null): void {
    const [first, second] = Array.from(form?.querySelectorAll("textarea") ?? []);
    if (!first || !second) return;
    const at = first.selectionStart;
    second.value = first.value.slice(at).trim() + second.value;
    first.value = first.value.slice(0, at).trimEnd();
    second.focus();
  }

  /** A finding about a cell that is not on the page yet: open the page where it is. */
  private pointed(event: Event): void {
    const finding = (event.target as Element).closest("[data-show-place]")?.closest<HTMLElement>("[data-anchor]");
    const anchor = finding?.dataset.anchor ?? "";
    if (!anchor || document.getElementById(anchor)) return;
    const address = anchor.replace(/^cell-/, "").replace(/-/g, ".");
    location.assign(`?at=${encodeURIComponent(address)}#${anchor}`);
  }

  /** What can be done with a row has come: show it over the screen. */
  private swapped(target: Element): void {
    if (target.id !== "adjust-body") return;
    this.show();
    const dialog = target.closest("dialog");
    if (dialog && !dialog.open) dialog.showModal();
  }

  /** In a cell's form: Enter saves what has one line, Ctrl+Enter everything, Escape leaves. Not while characters are composed. */
  private typed(event: KeyboardEvent): void {
    const form = (event.target as Element).closest<HTMLFormElement>("form[data-keys]");
    if (!form || event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") {
      event.preventDefault();
      find(form, "[data-leave]")?.click();
    } else if (event.key === "Enter" && event.altKey) {
      event.preventDefault();
      find(form, "[data-save-next]")?.click();
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
    const key = event.key.toLowerCase();
    if (!isPlain || !["n", "e"].includes(key) || isWriting(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    const edit = find(document.activeElement?.closest(CELL) ?? document.createElement("i"), "[data-edit]");
    if (key === "e" && !edit) return;
    event.preventDefault();
    if (key === "e") edit?.click();
    else this.next();
  }

  /** Confirming, and saving to go on, is a round from one doubtful cell to the next: remember where it goes on. */
  private sent(event: SubmitEvent): void {
    const form = event.target as HTMLElement;
    const cell = form.closest<HTMLElement>(CELL);
    const goesOn = form.matches("[data-confirm]") || event.submitter?.matches("[data-save-next]");
    const next = goesOn && cell ? this.beyond(cell) : undefined;
    this.following = next?.id ?? "";
    if (next?.matches(MORE)) this.fetch(next);
  }

  /** A renewed cell takes the focus that its old self had. */
  private loaded(cell: HTMLElement): void {
    if (!cell.matches?.(CELL) || !this.contains(cell)) return;
    const next = this.following ? document.getElementById(this.following) : null;
    this.following = "";
    this.show();
    if (next) this.look(next);
    else if (!cell.classList.contains("is-open")) find(cell, "[data-edit]")?.focus({ preventScroll: true });
  }

  /** Which cells a finding speaks of has come with the findings: mark those on the screen. */
  private settled(): void {
    const faulty = new Set((document.getElementById("findings")?.dataset.faulty ?? "").split(" "));
    this.querySelectorAll(CELL).forEach((cell) => cell.classList.toggle("is-faulty", faulty.has(cell.id)));
    this.show();
    this.offer();
    if (this.isFetching && !this.querySelector(".data-more.htmx-request")) {
      this.isFetching = false;
      this.next();
    }
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
    if (cell?.matches(MORE)) this.fetch(cell);
    else if (cell) this.look(cell);
  }

  /** The next doubtful cell is among rows that are not here yet. */
  private fetch(more: HTMLElement): void {
    this.isFetching = true;
    more.dispatchEvent(new Event("wanted"));
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
