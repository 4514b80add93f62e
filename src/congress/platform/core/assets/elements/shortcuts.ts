// The keys that work on every page.

/** "/" puts the cursor into the search box, unless somebody is writing. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const at = event.target as HTMLElement;
  if (at.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(at.tagName)) return;
  const own = Array.from(document.querySelectorAll<HTMLInputElement>("[data-shortcut]"));
  const shells = Array.from(document.querySelectorAll<HTMLInputElement>("[role=search] input[name=q]"));
  const box = [...own, ...shells].find((each) => each.offsetParent);
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

export {};
