// `<open-dialog for="id"><a href="/page/">`: opens the native dialog, or follows the link where there is none.
import { PageElement, define, find } from "./define";

class OpenDialog extends PageElement {
  protected start(): void {
    this.on(this, "click", (event) => {
      const dialog = document.getElementById(this.getAttribute("for") ?? "") as HTMLDialogElement | null;
      // Firefox before 98 and Safari before 15.4 know no dialogs: the link leads to the page that does the same.
      if (!dialog || typeof dialog.showModal !== "function") return;
      event.preventDefault();
      if (!dialog.open) dialog.showModal();
    });
    const link = find(this, "a");
    if (link) {
      link.setAttribute("aria-haspopup", "dialog");
    }
  }
}

document.addEventListener("click", (event) => {
  const target = event.target as Element;
  const closer = target.closest("[data-close-dialog]");
  if (closer) {
    event.preventDefault();
    closer.closest("dialog")?.close();
  } else if (target instanceof HTMLElement && target.matches("dialog[open]")) {
    // The dialog itself is hit only outside its content, on the dimmed page: that closes it too.
    const box = target.getBoundingClientRect();
    const { clientX: x, clientY: y } = event;
    if (x < box.left || x > box.right || y < box.top || y > box.bottom) (target as HTMLDialogElement).close();
  }
});

define("open-dialog", OpenDialog);
