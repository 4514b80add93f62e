// Where the build reads and writes, and which files are entries.

import { readdirSync, existsSync } from "node:fs";
import { dirname, join, parse, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
export const PACKAGES = join(ROOT, "node_modules");
const CONGRESS = join(ROOT, "src", "congress");
export const CORE = join(CONGRESS, "platform", "core");
export const ASSETS = join(CORE, "assets");
export const UI = join(CORE, "static", "ui");
export const FONTS = join(CORE, "static", "fonts");

/** Every file below a folder, sorted, so that two builds see the same order. */
export function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((each) => (each.isDirectory() ? filesBelow(join(folder, each.name)) : [join(folder, each.name)]))
    .sort();
}

function assetFolders() {
  return ["platform", "apps"].flatMap((layer) => {
    const folder = join(CONGRESS, layer);
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .map((module) => ({ module, folder: join(folder, module, "assets") }))
      .filter((each) => existsSync(each.folder));
  });
}

/**
 * The entries: every .ts and .scss directly inside a module's assets folder, partials (_name) and type
 * declarations (.d.ts) apart. Core's own land in static/ui/, every other module's in static/ui/<module>/.
 */
export function entries() {
  const found = [];
  for (const { module, folder } of assetFolders()) {
    for (const file of readdirSync(folder).sort()) {
      const { name, ext } = parse(file);
      if (file.startsWith("_") || file.endsWith(".d.ts") || ![".ts", ".scss"].includes(ext)) continue;
      const out = folder === ASSETS ? name : join(module, name);
      if (found.some((each) => each.out === out && each.ext === ext)) {
        throw new Error(`two modules named “${module}” bring an asset “${file}”: rename one of them`);
      }
      found.push({ source: join(folder, file), ext, out });
    }
  }
  return found;
}

/** Every file the result depends on. */
export function inputs() {
  return [
    ...assetFolders().flatMap((each) => filesBelow(each.folder)),
    ...filesBelow(join(ROOT, "frontend")),
    join(ROOT, "package-lock.json"),
  ];
}

/** A path as people write it: from the root of the checkout, with forward slashes. */
export const shown = (path) => relative(ROOT, path).split(sep).join("/");
