import { dirname, join, relative, sep } from "node:path";

/**
 * Where an import leads, relative to the project; null for a package. `#shared/x` and relative paths
 * are the only two ways across the tree.
 * @param {string} root
 * @param {string} file the importing file
 * @param {string} specifier
 * @returns {string | null}
 */
const target = (root, file, specifier) => {
  if (specifier.startsWith("#")) return specifier.slice(1);
  if (!specifier.startsWith(".")) return null;
  return relative(root, join(dirname(file), specifier))
    .split(sep)
    .join("/");
};

/**
 * @param {string} path
 * @param {string} folder
 */
const inside = (path, folder) => path === folder || path.startsWith(`${folder}/`);

/**
 * The lint rule behind the folder table: `zones` say which folder must not reach which others,
 * `except` what of them it may.
 * @type {import("eslint").Rule.RuleModule}
 */
export const folderRule = {
  meta: {
    type: "problem",
    schema: [
      {
        type: "object",
        properties: { root: { type: "string" }, zones: { type: "array" } },
        required: ["root", "zones"],
      },
    ],
    messages: { forbidden: "{{from}} must not import {{to}} (the architecture's folder table)." },
  },
  create(context) {
    const { root, zones } =
      /** @type {{ root: string, zones: { target: string, from: string[], except?: string[] }[] }} */ (
        context.options[0]
      );
    const file = relative(root, context.filename).split(sep).join("/");
    const mine = zones.filter((zone) => inside(file, zone.target));
    /** @param {import("estree").Node & { source?: unknown }} node */
    const check = (node) => {
      const source = /** @type {{ value?: unknown } | null | undefined} */ (node.source);
      if (typeof source?.value !== "string") return;
      const path = target(root, context.filename, source.value);
      if (path === null) return;
      for (const zone of mine) {
        if (zone.except?.some((folder) => inside(path, folder))) continue;
        const hit = zone.from.find((folder) => inside(path, folder));
        if (hit === undefined) continue;
        context.report({ node, messageId: "forbidden", data: { from: zone.target, to: hit } });
        return;
      }
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};
