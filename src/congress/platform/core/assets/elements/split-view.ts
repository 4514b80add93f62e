// `<split-view>`: two panes tied by places. What carries the same word in `data-place` lights up together;
// choosing one brings the other into sight. The divider moves by mouse, finger and keys.
import { PageElement, define, find } from "./define";

const LEAST = 25;
const MOST = 75;
const STEP = 2;

class SplitView extends PageElement {
  private divider: HTMLElement | null = null;
  private share = 50;

  protected start(): void {
    this.dress();
    this.restore();
    this.on(this, "mouseover", (event) => this.link(this.placeOf(event.target)));
    this.on(this, "mouseleave", () => this.link(null));
    this.on(this, "focusin", (event) => this.link(this.placeOf(event.target)));
    this.on(document, "click", (event) => this.clicked(event as MouseEvent));
  }

  /** The panes of a page opened again (htmx, back button) are dressed already. */
  private dress(): void {
    const second = find(this, ".pane-second");
    this.divider = find(this, ".split-divider");
    const switcher = find(this, ".split-switch");
    if (!second || !this.divider || !switcher) return;
    this.divider.hidden = false;
    switcher.hidden = false;
    this.divider.tabIndex = 0;
    this.on(this.divider, "keydown", (event) => this.key(event as KeyboardEvent));
    this.on(this.divider, "pointerdown", (event) => this.drag(event as PointerEvent));
    switcher.querySelectorAll("button").forEach((button) => {
      this.on(button, "click", () => this.turn(button.value));
    });
    this.turn(this.dataset.shown ?? "second");
  }

  private get isStacked(): boolean {
    return getComputedStyle(this).getPropertyValue("--split-stacked").trim() === "1";
  }

  /** On a narrow screen one pane shows at a time; on a wide one both do. */
  private turn(pane: string): void {
    this.dataset.shown = pane;
    this.querySelectorAll<HTMLButtonElement>(".split-switch button").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.value === pane));
    });
  }

  private restore(): void {
    const kept = Number(sessionStorage.getItem(this.storeKey) ?? "");
    this.size(kept >= LEAST && kept <= MOST ? kept : 50);
  }

  private get storeKey(): string {
    return `split:${this.id || location.pathname}`;
  }

  private size(share: number): void {
    this.share = Math.min(MOST, Math.max(LEAST, Math.round(share)));
    this.style.setProperty("--split", `${this.share}%`);
    this.divider?.setAttribute("aria-valuenow", String(this.share));
    sessionStorage.setItem(this.storeKey, String(this.share));
  }

  private key(event: KeyboardEvent): void {
    const moves: Record<string, number> = {
      ArrowLeft: this.share - STEP,
      ArrowRight: this.share + STEP,
      Home: LEAST,
      End: MOST,
      Enter: 50,
    };
    const share = moves[event.key];
    if (share === undefined) return;
    event.preventDefault();
    this.size(share);
  }

  private drag(event: PointerEvent): void {
    const divider = this.divider;
    if (!divider) return;
    event.preventDefault();
    divider.setPointerCapture(event.pointerId);
    const box = this.getBoundingClientRect();
    const move = (each: PointerEvent) => this.size(((each.clientX - box.left) / box.width) * 100);
    const end = () => {
      divider.removeEventListener("pointermove", move);
      divider.removeEventListener("pointerup", end);
      divider.removeEventListener("pointercancel", end);
    };
    divider.addEventListener("pointermove", move);
    divider.addEventListener("pointerup", end);
    divider.addEventListener("pointercancel", end);
  }

  private placeOf(target: EventTarget | null): string | null {
    return (target as Element | null)?.closest?.("[data-place]")?.getAttribute("data-place") ?? null;
  }

  /** A place may name several words ("row-3 total"); one word in common ties. */
  private tied(place: string, within: ParentNode = this): HTMLElement[] {
    const words = place.split(/\s+/).filter(Boolean);
    return Array.from(within.querySelectorAll<HTMLElement>("[data-place]")).filter((each) => {
      const own = (each.dataset.place ?? "").split(/\s+/);
      return words.some((word) => own.includes(word));
    });
  }

  private link(place: string | null): void {
    this.querySelectorAll(".is-linked").forEach((each) => each.classList.remove("is-linked"));
    if (place) this.tied(place).forEach((each) => each.classList.add("is-linked"));
  }

  /** A click inside chooses; so does a button anywhere on the page that names this view and a place. */
  private clicked(event: MouseEvent): void {
    const target = event.target as Element;
    const pointer = target.closest<HTMLElement>("[data-show-place]");
    if (pointer && (pointer.dataset.in ?? this.id) === this.id) {
      this.choose(pointer.dataset.showPlace ?? "", pointer);
      return;
    }
    if (!this.contains(target) || target.closest("a, button, input, select, textarea, label")) return;
    if (getSelection()?.toString()) return;
    const place = this.placeOf(target);
    if (place) this.choose(place, target);
  }

  private choose(place: string, from: Element): void {
    this.querySelectorAll(".is-chosen").forEach((each) => each.classList.remove("is-chosen"));
    const tied = this.tied(place);
    tied.forEach((each) => each.classList.add("is-chosen"));
    const pane = from.closest(".pane");
    // From a pane, go to the other one; from outside (a finding), bring both into sight.
    if (this.isStacked) this.turn(pane?.classList.contains("pane-first") ? "second" : "first");
    this.querySelectorAll<HTMLElement>(".pane").forEach((each) => {
      if (each !== pane) this.reveal(each, tied.find((one) => each.contains(one)));
    });
    if (!pane) this.scrollIntoView({ block: "nearest" });
    this.dispatchEvent(new CustomEvent("place-chosen", { bubbles: true, detail: { place } }));
  }

  /** Scroll the pane and not the page, so that the eye keeps its place. */
  private reveal(pane: HTMLElement, target: HTMLElement | undefined): void {
    const body = find(pane, ".pane-body");
    if (!target || !body) return;
    if (this.isStacked) {
      target.scrollIntoView({ block: "center" });
      return;
    }
    const shift = target.getBoundingClientRect().top - body.getBoundingClientRect().top;
    body.scrollTop += shift - body.clientHeight / 3;
  }
}

define("split-view", SplitView);
