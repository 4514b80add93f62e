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

/** `<copy-button for="id">` copies that element's text, `text="…"` the text given, `url="…"` what that answers. */
class CopyButton extends PageElement {
  protected start(): void {
    const button = find(this, "button");
    const label = find(this, "[data-label]");
    if (!button || !label) return;
    const usual = label.textContent ?? "";
    this.on(button, "click", () => {
      void this.text().then(copy, () => false).then((isDone) => {
        label.textContent = this.words(isDone ? "done" : "failed");
        window.setTimeout(() => (label.textContent = usual), 3000);
      });
    });
  }

  private async text(): Promise<string> {
    const url = this.getAttribute("url");
    if (url === null) {
      const source = document.getElementById(this.getAttribute("for") ?? "");
      return this.getAttribute("text") ?? source?.textContent?.trim() ?? "";
    }
    const answer = await fetch(url, { credentials: "same-origin" });
    // A sign-in page after a redirect is not what was to be copied.
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    return answer.text();
  }
}

define("print-button", PrintButton);
define("copy-button", CopyButton);
