// htmx as this house uses it: no evaluation, no inline styles, own addresses only, refusals shown where they belong.
import htmx from "htmx.org";
import { toast } from "./messages";

htmx.config.allowEval = false;
htmx.config.allowScriptTags = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;
// Settling would copy `style` as an attribute, empty ones too, which the content policy blocks and reports.
htmx.config.attributesToSettle = ["class", "width", "height"];
// Nothing of a page is kept in the browser's storage; going back asks the server for the whole page.
htmx.config.historyCacheSize = 0;
htmx.config.refreshOnHistoryMiss = true;
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  // A refused form comes back with its sentences: show it.
  { code: "422", swap: true },
  { code: "[45]..", swap: false, error: true },
];

function word(name: string): string {
  return document.getElementById("toasts")?.dataset[name] ?? "";
}

document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content;
  const { headers } = (event as CustomEvent<{ headers: Record<string, string> }>).detail;
  if (token) headers["X-CSRFToken"] = token;
});

// What a renewed part has to say is read aloud: the region that says it must have been there before.
document.addEventListener("htmx:afterSettle", (event) => {
  const news = (event.target as Element).querySelector("[data-announce]");
  const announcer = document.getElementById("announcer");
  if (news && announcer) announcer.textContent = news.textContent?.trim() ?? "";
});

document.addEventListener("htmx:sendError", () => toast(word("offline"), "bad"));
document.addEventListener("htmx:timeout", () => toast(word("offline"), "bad"));
document.addEventListener("htmx:responseError", (event) => {
  const { status } = (event as CustomEvent<{ xhr: XMLHttpRequest }>).detail.xhr;
  if (status === 401) toast(word("signedOut"), "warn");
  else if (status === 403) toast(word("refused"), "warn");
  else if (status === 404) toast(word("missing"), "warn");
  else if (status === 413) toast(word("tooLarge"), "warn");
  else toast(word("failed"), "bad");
});

// A form is sent once. The button stays enabled (its value is part of the form) but says it is busy.
document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (event.defaultPrevented || form.method !== "post" || form.dataset.again !== undefined) return;
  if (form.dataset.sent !== undefined) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "";
  const button = (event as SubmitEvent).submitter ?? form.querySelector("[type=submit], button:not([type])");
  button?.setAttribute("aria-busy", "true");
});

// Coming back with the browser's button, the page is as it was left: let forms be sent again.
window.addEventListener("pageshow", () => {
  document.querySelectorAll<HTMLFormElement>("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  });
});
