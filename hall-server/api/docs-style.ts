import { createHash } from "node:crypto";
import { Html } from "./html.ts";

/** System colours: whoever reads this has chosen light, dark or high contrast already. */
const STYLE = `
:root { color-scheme: light dark; }
body { font: 16px/1.6 "Noto Sans SC", system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem 6rem; overflow-wrap: anywhere; }
h1 { font-size: 2rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { font-size: 1.5rem; margin: 4rem 0 0; }
h3 { font-size: 1.125rem; margin: 0 0 .5rem; }
h4 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
p { margin: .25rem 0; }
article { border-top: 1px solid; padding-top: 1.5rem; margin-top: 1.5rem; }
code, pre { font: .9em/1.5 ui-monospace, Menlo, Consolas, monospace; }
pre { margin: .25rem 0; padding: .75rem 1rem; border: 1px solid GrayText; border-radius: 4px; white-space: pre-wrap; }
.method { display: inline-block; min-width: 3.2em; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid GrayText; }
th { font-weight: 700; }
td:first-child { width: 13rem; }
td:nth-child(2) { width: 9rem; }
nav ul { list-style: none; padding: 0; columns: 2 22rem; }
nav li { break-inside: avoid; padding: .15rem 0; }
summary { cursor: pointer; padding: .5rem 0; font-weight: 700; }
`;

/** The page's style, as its one `style` element. */
export const DOCS_STYLE = new Html(`<style>${STYLE}</style>`);

/** What the page may load: its own style and the hall's icon. */
export const DOCS_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`,
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");
