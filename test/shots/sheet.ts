import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import type { Shot } from "./studio.ts";

/** Height of a picture on the sheet, px. Very wide screens are held in by {@link WIDEST}. */
const HEIGHT = 220;
const WIDEST = 376;
const SHEET_WIDTH = 2_400;

const STYLE = `
  body { margin: 24px; background: #ddd6c8; color: #1c1b18; font: 14px/1.4 "Noto Sans SC", "Noto Sans CJK SC", sans-serif; }
  h2 { margin: 24px 0 12px; font-size: 22px; }
  div { display: flex; flex-wrap: wrap; gap: 16px; align-items: start; }
  figure { margin: 0; width: min-content; min-width: 120px; }
  img { display: block; background: #fff; }
  figcaption { overflow-wrap: anywhere; line-height: 1.25; }
  small { color: #4a463f; white-space: nowrap; }
`;

const figure = ({ name, size: [width, height] }: Shot): string => {
  const scale = Math.min(HEIGHT / height, WIDEST / width);
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
  return `<figure><a href="${name}.png"><img src="${name}.png" width="${w}" height="${h}" alt=""></a><figcaption>${name} <small>${width} × ${height}</small></figcaption></figure>`;
};

/** All pictures on one page, by kind of screen. Names are ours and need no escaping. */
const page = (groups: ReadonlyMap<string, readonly Shot[]>): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Mingting 明厅: every screen</title><style>${STYLE}</style><body>` +
  [...groups]
    .map(([kind, shots]) => `<h2>${kind}</h2><div>${shots.map(figure).join("")}</div>`)
    .join("") +
  "</body></html>\n";

/** Writes `index.html` and `contact-sheet.png` beside the pictures. */
export const makeSheet = async (
  browser: Browser,
  folder: string,
  groups: ReadonlyMap<string, readonly Shot[]>,
): Promise<void> => {
  const index = join(folder, "index.html");
  writeFileSync(index, page(groups));
  const sheet = await browser.newPage({ viewport: { width: SHEET_WIDTH, height: 1_200 } });
  await sheet.goto(pathToFileURL(index).href);
  await sheet.screenshot({ path: join(folder, "contact-sheet.png"), fullPage: true });
  await sheet.close();
};
