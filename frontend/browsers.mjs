// The oldest browsers the screens are built for: the one place that names them.
// Government networks still run 360, 奇安信 and UOS browsers on Chromium 86 engines.

export const OLDEST = { chrome: "86", firefox: "91", safari: "14" };

/** The same list in the form esbuild wants: ["chrome86", "firefox91", "safari14"]. */
export const TARGET = Object.entries(OLDEST).map(([browser, version]) => browser + version);

// What esbuild cannot rewrite for those browsers. One unknown selector drops a whole rule there,
// silently, so the build refuses these words instead of trusting to memory.
const TOO_NEW = [
  [/:(is|where|has|modal|popover-open|user-invalid)\b/, "selector newer than the oldest browser"],
  [/@(layer|container|scope|property|starting-style)\b/, "rule newer than the oldest browser"],
  [/[{;](aspect-ratio|inset(-block|-inline)?(-start|-end)?|margin-(inline|block)|padding-(inline|block)):/, "property newer"],
  [/\b(color-mix|oklch|oklab|light-dark)\(/, "colour function newer than the oldest browser"],
  [/\d(d|s|l)v[hwbi]\b|\dcq[wh]\b/, "unit newer than the oldest browser"],
  [/[{;]overflow(-[xy])?:clip\b/, "value newer than the oldest browser"],
];

/**
 * Two-sided shorthands (`margin-block: 1rem 0`) written out for Chromium 86, which knows only the long forms.
 * Values are split at spaces outside brackets.
 */
export function writtenOut(css) {
  return css.replace(
    /([{;])(margin|padding)-(block|inline):([^;}]+)/g,
    (_, before, property, axis, value) => {
      const important = /!important$/.test(value) ? "!important" : "";
      const sides = value.replace(/!important$/, "").match(/(?:[^\s(]|\((?:[^()]|\([^()]*\))*\))+/g);
      const [start, end = start] = sides;
      return `${before}${property}-${axis}-start:${start}${important};${property}-${axis}-end:${end}${important}`;
    },
  );
}

/** Sentences about everything in a built style sheet that the oldest browsers would drop. */
export function tooNew(css) {
  const found = [];
  for (const [pattern, why] of TOO_NEW) {
    const hit = pattern.exec(css);
    if (hit) found.push(`${why}: …${css.slice(Math.max(0, hit.index - 60), hit.index + 40)}…`);
  }
  return found;
}
