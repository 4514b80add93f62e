// SCSS to one small style sheet for the oldest browsers.

import { transform } from "esbuild";
import { compile } from "sass";
import { TARGET, tooNew, writtenOut } from "./browsers.mjs";
import { ASSETS, PACKAGES, shown } from "./places.mjs";

// Bootstrap 5.3 is written for the old Sass module system; its own maintainers silence the same notices.
const OLD_SASS = ["import", "global-builtin", "color-functions", "if-function"];

/** Compile one entry; `@use "scss/tokens"` and `@import "bootstrap/scss/…"` resolve from anywhere. */
export async function style(source) {
  const sheet = compile(source, {
    loadPaths: [ASSETS, PACKAGES],
    quietDeps: true,
    silenceDeprecations: OLD_SASS,
    style: "expanded",
  });
  const minified = await transform(sheet.css, { loader: "css", minify: true, target: TARGET });
  const code = writtenOut(minified.code);
  const complaints = tooNew(code);
  if (complaints.length) throw new Error(`${shown(source)}\n  ${complaints.join("\n  ")}`);
  return code;
}
