import { type Aim, type Figure, keeps, ratioOf, type Row } from "./figure.ts";

const HEAD = ["figure", "ours", "bare", "ratio", "aim", "ok?"];

const amount = (value: number | null, unit: Row["unit"]): string =>
  value === null ? "–" : `${value.toFixed(value < 100 ? 2 : 0)} ${unit}`;

const aimText = (aim: Aim | null, unit: Row["unit"]): string => {
  switch (aim?.kind) {
    case undefined:
      return "";
    case "times":
      return `≤ ${aim.most}×`;
    case "above":
      return `≤ bare + ${amount(aim.most, unit)}`;
    case "most":
      return `≤ ${aim.most} ${unit}`;
    default:
      return aim satisfies never;
  }
};

const cells = (row: Row): string[] => {
  const ratio = ratioOf(row);
  const kept = keeps(row);
  return [
    `  ${row.what}`,
    amount(row.ours, row.unit),
    amount(row.bare, row.unit),
    ratio === null ? "–" : `${ratio.toFixed(2)}×`,
    aimText(row.aim, row.unit),
    kept === null ? "" : kept ? "yes" : "NO",
  ];
};

/** The figures as a table for people. */
export const table = (figures: readonly Figure[]): string => {
  const lines = figures.map(({ rows }) => rows.map(cells));
  const widths = HEAD.map((head, i) =>
    Math.max(head.length, ...lines.flat().map((line) => line[i]!.length)),
  );
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, i) => (i === 0 || i > 3 ? text.padEnd(widths[i]!) : text.padStart(widths[i]!)))
      .join("  ")
      .trimEnd();
  const parts = figures.map(({ name, title, how }, i) =>
    [`${name}: ${title}`, `  (${how})`, ...lines[i]!.map(line)].join("\n"),
  );
  return [line(HEAD), ...parts].join("\n\n");
};
