// Menus that open: a <details> that also closes, the side menu on small screens, foldable filters.
import { PageElement, define, find } from "./define";

/** `<drop-menu><details class="menu">…`: closes on Escape, on a click elsewhere and when focus goes on. */
class DropMenu extends PageElement {
  protected start(): void {
    const details = find<HTMLDetailsElement>(this, "details");
    const summary = find(this, "summary");
    if (!details || !summary) return;
    const close = () => details.removeAttribute("open");
    this.on(document, "click", (event) => {
      if (!this.contains(event.target as Node)) close();
    });
    this.on(this, "focusout", (event) => {
      const next = (event as FocusEvent).relatedTarget as Node | null;
      if (next && !this.contains(next)) close();
    });
    this.on(this, "keydown", (event) => {
      const { key } = event as KeyboardEvent;
      if (key === "Escape" && details.open) {
        event.stopPropagation();
        close();
        summary.focus();
      }
      if (key === "ArrowDown" || key === "ArrowUp") this.move(event as KeyboardEvent, details);
    });
  }

  private move(event: KeyboardEvent, details: HTMLDetailsElement): void {
    const entries = Array.from(details.querySelectorAll<HTMLElement>(".menu-panel a, .menu-panel button"));
    const at = entries.indexOf(document.activeElement as HTMLElement);
    if (!entries.length || (document.activeElement as HTMLElement).tagName === "INPUT") return;
    event.preventDefault();
    details.open = true;
    const next = at < 0 ? 0 : at + (event.key === "ArrowDown" ? 1 : -1);
    entries[(next + entries.length) % entries.length]?.focus();
  }
}

/** `<side-menu>`: without a script the button is a link to #menu and CSS does the rest (`:target`). */
class SideMenu extends PageElement {
  private opener: HTMLElement | null = null;

  protected start(): void {
    for (const link of Array.from(document.querySelectorAll<HTMLElement>('[href="#menu"]'))) {
      link.setAttribute("role", "button");
      link.setAttribute("aria-controls", this.id);
      link.setAttribute("aria-expanded", "false");
      this.on(link, "click", (event) => {
        event.preventDefault();
        this.open(link);
      });
      this.on(link, "keydown", (event) => {
        if ((event as KeyboardEvent).key !== " ") return;
        event.preventDefault();
        this.open(link);
      });
    }
    for (const closer of Array.from(document.querySelectorAll("[data-close-menu]"))) {
      this.on(closer, "click", (event) => {
        event.preventDefault();
        this.close();
      });
    }
    this.on(this, "keydown", (event) => this.key(event as KeyboardEvent));
  }

  private open(opener: HTMLElement): void {
    this.opener = opener;
    this.classList.add("is-open");
    opener.setAttribute("aria-expanded", "true");
    this.focusable()[0]?.focus();
  }

  private close(): void {
    if (location.hash === "#menu") history.replaceState(null, "", location.pathname + location.search);
    this.classList.remove("is-open");
    this.opener?.setAttribute("aria-expanded", "false");
    this.opener?.focus();
    this.opener = null;
  }

  private focusable(): HTMLElement[] {
    return Array.from(this.querySelectorAll<HTMLElement>("a[href], button")).filter((each) => each.offsetParent);
  }

  private key(event: KeyboardEvent): void {
    if (!this.classList.contains("is-open")) return;
    if (event.key === "Escape") this.close();
    if (event.key !== "Tab") return;
    const all = this.focusable();
    const edge = event.shiftKey ? all[0] : all[all.length - 1];
    if (document.activeElement !== edge) return;
    event.preventDefault();
    (event.shiftKey ? all[all.length - 1] : all[0])?.focus();
  }
}

/** `<filter-bar>`: on a phone the filter fields fold away behind a button. */
class FilterBar extends PageElement {
  protected start(): void {
    const button = find<HTMLButtonElement>(this, ".filter-toggle");
    if (!button) return;
    button.hidden = false;
    this.classList.add("filter-bar-fold");
    button.setAttribute("aria-expanded", "false");
    this.on(button, "click", () => {
      const isOpen = this.classList.toggle("is-open");
      button.setAttribute("aria-expanded", String(isOpen));
    });
  }
}

define("drop-menu", DropMenu);
define("side-menu", SideMenu);
define("filter-bar", FilterBar);
