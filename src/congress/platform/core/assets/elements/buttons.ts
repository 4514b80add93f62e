// Buttons that only a script can serve; CSS hides them where there is none.
import { PageElement, define, find } from "./define";

/** `<print-button><button>`: print this page. */
class PrintButton extends PageElement {
  protected start(): void {
    const button = find(this, "button");
    if (button) this.on(button, "click", () => window.print());
  }
}

/** Copy text; intranet pages without HTTPS have no clipboard interface, so the old way stays as the second. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    field.setAttribute("readonly", "");
    field.className = "visually-hidden";
    document.body.append(field);
    field.select();
    const isDone = document.execCommand("copy");
    field.remove();
    return isDone;
  }
}

/** `<copy-button for="id">` copies that element's text, `<copy-button text="…">` the text given. */
class CopyButton extends PageElement {
  protected start(): void {
    const button = find(this, "button");
    const label = find(this, "[data-label]");
    if (!button || !label) return;
    const usual = label.textContent ?? "";
    this.on(button, "click", () => {
      const source = document.getElementById(this.getAttribute("for") ?? "");
      const text = this.getAttribute("text") ?? source?.textContent?.trim() ?? "";
      void copy(text).then((isDone) => {
        label.textContent = this.words(isDone ? "done" : "failed");
        window.setTimeout(() => (label.textContent = usual), 3000);
      });
    });
  }
}

define("print-button", PrintButton);
define("copy-button", CopyButton);
