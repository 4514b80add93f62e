// Builds styles, elements, icons and fonts into src/congress/platform/core/static/{ui,fonts}/.
//
//   node frontend/build.mjs            build when something changed since the last build
//   node frontend/build.mjs --force    build in any case
//
// File names carry no hash: Django's static storage adds one when it collects them.

import { build } from "esbuild";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { TARGET } from "./browsers.mjs";
import { sprite } from "./icons.mjs";
import { ASSETS, FONTS, PACKAGES, UI, entries, filesBelow, inputs, shown } from "./places.mjs";
import { style } from "./styles.mjs";

const STAMP = join(UI, "build.json");

// Built beside and swapped: a page asked for meanwhile never meets half a build, a failed build leaves the old one.
const BESIDE = join(dirname(UI), `.ui-${process.pid}`);

// What every page loads has to stay small: offices on slow lines, old machines.
// The charts' library is loaded by pages that draw charts, and by no others.
const CEILINGS = { "ui.css": 35, "ui.js": 35, "performance/compare.js": 190 };

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

async function scripts(wanted) {
  if (!wanted.length) return;
  await build({
    entryPoints: wanted.map((each) => ({ in: each.source, out: each.out })),
    outdir: BESIDE,
    bundle: true,
    minify: true,
    charset: "utf8",
    format: "iife",
    target: TARGET,
    // esbuild refuses destructuring for Safari 14.0 because of a defect in its rare forms; plain ones work there.
    supported: { destructuring: true },
    alias: { "@ui": join(ASSETS, "elements") },
    nodePaths: [PACKAGES],
    legalComments: "none",
    logLevel: "warning",
  });
}

/** Song type for printed documents; PDF rendering embeds it, pages never load it. 29 MB: copied only when new. */
function fonts() {
  const family = join(PACKAGES, "@expo-google-fonts", "noto-serif-sc");
  const wanted = {
    "NotoSerifSC-Regular.ttf": join(family, "400Regular", "NotoSerifSC_400Regular.ttf"),
    "NotoSerifSC-Bold.ttf": join(family, "700Bold", "NotoSerifSC_700Bold.ttf"),
    "NotoSerifSC-LICENSE.txt": join(family, "LICENSE_FONT"),
  };
  for (const [name, from] of Object.entries(wanted)) {
    const to = join(FONTS, name);
    if (!existsSync(to) || statSync(to).size !== statSync(from).size) copy(from, to);
  }
}

/** Pictures the style sheet names, our mark, and the notices of the packages whose work is in the result. */
function pictures() {
  write(join(BESIDE, "icons.svg"), sprite());
  copy(join(ASSETS, "mark.svg"), join(BESIDE, "mark.svg"));
  const drawn = join(ASSETS, "pictures");
  for (const file of filesBelow(drawn)) copy(file, join(BESIDE, "pictures", file.slice(drawn.length + 1)));
  const notices = ["bootstrap", "bootstrap-icons", "echarts", "htmx.org", "zrender"].map((name) => {
    const files = ["LICENSE", "NOTICE"].map((file) => join(PACKAGES, name, file)).filter(existsSync);
    const texts = files.map((file) => readFileSync(file, "utf8").trim());
    return `${name}\n${"=".repeat(name.length)}\n\n${texts.join("\n\n")}\n`;
  });
  write(join(BESIDE, "NOTICES.txt"), notices.join("\n\n"));
}

function digest() {
  const hash = createHash("sha256");
  for (const file of inputs()) hash.update(shown(file)).update("\0").update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}

function isUpToDate(now) {
  if (!existsSync(STAMP)) return false;
  const before = JSON.parse(readFileSync(STAMP, "utf8"));
  return before.digest === now && before.files.every((file) => existsSync(join(UI, "..", file)));
}

function sizes() {
  const kb = (bytes) => (bytes / 1024).toFixed(1).padStart(8);
  let over = false;
  for (const file of filesBelow(BESIDE).filter((each) => !/build\.json$|NOTICES/.test(each))) {
    const bytes = readFileSync(file);
    const packed = gzipSync(bytes, { level: 9 }).length;
    const name = file.slice(BESIDE.length + 1);
    const ceiling = CEILINGS[name];
    const isOver = ceiling !== undefined && packed > ceiling * 1024;
    over ||= isOver;
    console.log(`${kb(bytes.length)} KB ${kb(packed)} KB gz  ${name}${isOver ? `  ← over ${ceiling} KB` : ""}`);
  }
  if (over) throw new Error("a file every page loads has grown past its ceiling");
}

function swap() {
  const old = `${BESIDE}-old`;
  if (existsSync(UI)) renameSync(UI, old);
  renameSync(BESIDE, UI);
  rmSync(old, { recursive: true, force: true });
}

async function main() {
  const now = digest();
  if (!process.argv.includes("--force") && isUpToDate(now)) {
    console.log("front end: nothing changed since the last build");
    return;
  }
  const started = Date.now();
  const wanted = entries();
  await scripts(wanted.filter((each) => each.ext === ".ts"));
  for (const each of wanted.filter((one) => one.ext === ".scss")) {
    write(join(BESIDE, `${each.out}.css`), await style(each.source));
  }
  pictures();
  fonts();
  sizes();
  const built = filesBelow(BESIDE).map((file) => join("ui", file.slice(BESIDE.length + 1)));
  const files = [...built, ...filesBelow(FONTS).map((file) => file.slice(dirname(FONTS).length + 1))];
  write(join(BESIDE, "build.json"), JSON.stringify({ digest: now, files }));
  swap();
  console.log(`front end built for ${TARGET.join(", ")} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

main().catch((error) => {
  console.error(error.message ?? error);
  process.exitCode = 1;
}).finally(() => rmSync(BESIDE, { recursive: true, force: true }));
