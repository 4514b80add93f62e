// One SVG sprite from the icons the product names, and nothing more.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ASSETS, PACKAGES } from "./places.mjs";

function symbol(id, svg) {
  const viewBox = /viewBox="([^"]+)"/.exec(svg)[1];
  const body = svg.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "");
  return `<symbol id="${id}" viewBox="${viewBox}">${body.replace(/>\s+</g, "><").trim()}</symbol>`;
}

/** The sprite's text: a symbol per line of icons.json (our word → drawing in bootstrap-icons), and our mark. */
export function sprite() {
  const names = JSON.parse(readFileSync(join(ASSETS, "icons.json"), "utf8"));
  const symbols = Object.entries(names).map(([name, drawing]) => {
    const file = join(PACKAGES, "bootstrap-icons", "icons", `${drawing}.svg`);
    if (!existsSync(file)) throw new Error(`icons.json: “${name}” asks for “${drawing}”, which bootstrap-icons lacks`);
    return symbol(name, readFileSync(file, "utf8"));
  });
  symbols.push(symbol("mark", readFileSync(join(ASSETS, "mark.svg"), "utf8")));
  return `<svg xmlns="http://www.w3.org/2000/svg" fill="currentColor">${symbols.join("")}</svg>\n`;
}
