// `<file-drop>` around a file input: drop, paste or click; shows what was chosen, its size and how far it has gone.
import { PageElement, define, find } from "./define";

const UNITS = ["B", "KB", "MB", "GB"];

/** A size as people read it: 1.4 MB. */
export function size(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${UNITS[unit]}`;
}

/** Whether a file is of a kind the input accepts (".pdf,.docx,image/*"). The server checks what it really is. */
export function isAccepted(file: { name: string; type: string }, accept: string): boolean {
  const kinds = accept.split(",").map((each) => each.trim().toLowerCase()).filter(Boolean);
  if (!kinds.length) return true;
  return kinds.some((kind) => {
    if (kind.startsWith(".")) return file.name.toLowerCase().endsWith(kind);
    if (kind.endsWith("/*")) return file.type.startsWith(kind.slice(0, -1));
    return file.type === kind;
  });
}

class FileDrop extends PageElement {
  private depth = 0;
  /** The names of files that were chosen before and dropped once more. */
  private twice: string[] = [];

  protected start(): void {
    const input = this.input;
    if (!input) return;
    this.on(input, "change", () => this.show());
    this.on(this, "dragenter", (event) => this.over(event as DragEvent, 1));
    this.on(this, "dragleave", (event) => this.over(event as DragEvent, -1));
    this.on(this, "dragover", (event) => event.preventDefault());
    this.on(this, "drop", (event) => {
      this.over(event as DragEvent, -this.depth);
      this.take((event as DragEvent).dataTransfer);
    });
    this.on(document, "dragover", (event) => this.besides(event as DragEvent));
    this.on(document, "drop", (event) => this.besides(event as DragEvent));
    this.on(document, "paste", (event) => this.paste(event as ClipboardEvent));
    const form = this.closest("form");
    if (form) {
      this.on(form, "htmx:xhr:progress", (event) => this.progress(event as CustomEvent));
      this.on(form, "reset", () => window.setTimeout(() => this.show()));
    }
    this.show();
  }

  private get input(): HTMLInputElement | null {
    return find<HTMLInputElement>(this, 'input[type="file"]');
  }

  private over(event: DragEvent, step: number): void {
    event.preventDefault();
    this.depth = Math.max(0, this.depth + step);
    this.classList.toggle("is-over", this.depth > 0);
  }

  /** A file that misses the zone would take the browser away from the page: the first zone takes it in. */
  private besides(event: DragEvent): void {
    const target = event.target as Element;
    if (target.closest?.("file-drop, input, textarea") || !event.dataTransfer?.types.includes("Files")) return;
    if (document.querySelector("file-drop") !== this) return;
    event.preventDefault();
    if (event.type === "drop") this.take(event.dataTransfer);
  }

  /** A paste belongs to the zone that has the focus, or to the first on the page; never to a text field. */
  private paste(event: ClipboardEvent): void {
    const files = event.clipboardData?.files;
    if (!files?.length || (event.target as Element).closest("textarea, [contenteditable]")) return;
    const focused = document.activeElement?.closest("file-drop") ?? document.querySelector("file-drop");
    if (focused !== this) return;
    event.preventDefault();
    this.take(event.clipboardData);
  }

  private take(data: DataTransfer | null): void {
    const input = this.input;
    if (!input || !data?.files.length || input.disabled) return;
    const fresh = Array.from(data.files);
    if (!input.multiple) {
      this.put(fresh.slice(0, 1));
      return;
    }
    const chosen = Array.from(input.files ?? []);
    const isChosen = (file: File) =>
      chosen.some((each) => each.name === file.name && each.size === file.size && each.lastModified === file.lastModified);
    this.twice = fresh.filter(isChosen).map((file) => file.name);
    this.put([...chosen, ...fresh.filter((file) => !isChosen(file))]);
    this.twice = [];
  }

  private put(files: File[]): void {
    const input = this.input;
    if (!input) return;
    const box = new DataTransfer();
    files.forEach((file) => box.items.add(file));
    input.files = box.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  private wrong(file: File): string {
    const most = Number(this.dataset.maxBytes ?? 0);
    if (!isAccepted(file, this.input?.accept ?? "")) return this.words("wrongKind", { name: file.name });
    if (file.size === 0) return this.words("emptyFile");
    if (most && file.size > most) return this.words("tooLarge", { most: size(most) });
    return "";
  }

  private show(): void {
    const input = this.input;
    const list = find(this, ".file-drop-list");
    if (!input || !list) return;
    const files = Array.from(input.files ?? []);
    list.replaceChildren(...files.map((file) => this.line(file, files)));
    this.twice.forEach((name) => {
      const note = document.createElement("li");
      note.className = "file-twice";
      note.textContent = this.words("twice", { name });
      list.append(note);
    });
    const complaint = files.map((file) => this.wrong(file)).find(Boolean) ?? "";
    input.setCustomValidity(complaint);
  }

  private line(file: File, all: File[]): HTMLElement {
    const line = document.createElement("li");
    const add = (tag: string, name: string, text: string) => {
      const part = document.createElement(tag);
      part.className = name;
      part.textContent = text;
      line.append(part);
      return part;
    };
    add("span", "file-name", file.name);
    add("span", "file-size", size(file.size));
    const remove = add("button", "btn btn-quiet btn-small", this.words("remove")) as HTMLButtonElement;
    remove.type = "button";
    remove.setAttribute("aria-label", `${this.words("remove")}：${file.name}`);
    remove.addEventListener("click", () => {
      this.put(all.filter((each) => each !== file));
      this.input?.focus();
    });
    const complaint = this.wrong(file);
    if (complaint) add("span", "file-wrong", complaint);
    return line;
  }

  private progress(event: CustomEvent<{ loaded: number; total: number }>): void {
    const list = find(this, ".file-drop-list");
    if (!list || !event.detail.total || !this.input?.files?.length) return;
    let bar = find<HTMLProgressElement>(list, "progress");
    if (!bar) {
      bar = document.createElement("progress");
      bar.setAttribute("aria-label", this.words("sending"));
      const line = document.createElement("li");
      line.append(bar);
      list.append(line);
    }
    bar.max = event.detail.total;
    bar.value = event.detail.loaded;
  }
}

define("file-drop", FileDrop);
