import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What the screens are built from, relative to the project. */
const SOURCES = [
  "kiosk",
  "display",
  "shared",
  "hall-server/console",
  "package-lock.json",
  "vite.config.ts",
];

/**
 * The build's name: a hash of everything the screens are built from. Equal sources, equal name, so
 * a start builds only what is stale and a screen can tell that it is out of date.
 * @param {string} root the project's folder
 * @returns {string} 12 hex digits
 */
export const buildId = (root) => {
  const hash = createHash("sha256");
  const take = (/** @type {string} */ path) => {
    hash
      .update(path)
      .update("\0")
      .update(readFileSync(join(root, path)));
  };
  const walk = (/** @type {string} */ folder) => {
    const entries = readdirSync(join(root, folder), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else take(path);
    }
  };
  for (const source of SOURCES) {
    if (source.includes(".")) take(source);
    else walk(source);
  }
  return hash.digest("hex").slice(0, 12);
};
