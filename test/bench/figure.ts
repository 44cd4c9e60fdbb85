/** How one number of ours is held against the bare one. */
export type Aim =
  /** At most so many times the bare number. */
  | { readonly kind: "times"; readonly most: number }
  /** At most so much above the bare number, in the row's unit. */
  | { readonly kind: "above"; readonly most: number }
  /** At most so much, whatever the bare number is. */
  | { readonly kind: "most"; readonly most: number };

/** One line of the table. */
export interface Row {
  readonly what: string;
  readonly unit: "ms" | "MB" | "kB";
  /** Null where this machine cannot tell. */
  readonly ours: number | null;
  readonly bare: number | null;
  /** Null for a number that only explains another one. */
  readonly aim: Aim | null;
}

/** What `--only` names. */
export type FigureName = "press" | "painted" | "flat" | "screens" | "memory" | "javascript";

/** A figure: what was measured, beside what, how often. */
export interface Figure {
  readonly name: FigureName;
  readonly title: string;
  /** What the column "bare" holds, and the counts. */
  readonly how: string;
  readonly rows: readonly Row[];
}

/** Ours divided by bare, or null where one of them is missing. */
export const ratioOf = ({ ours, bare }: Row): number | null =>
  ours === null || !bare ? null : ours / bare;

/** Whether a row keeps its aim; null where it has none or could not be measured. */
export const keeps = (row: Row): boolean | null => {
  const { aim, ours, bare } = row;
  if (!aim || ours === null) return null;
  switch (aim.kind) {
    case "most":
      return ours <= aim.most;
    case "times": {
      const ratio = ratioOf(row);
      return ratio === null ? null : ratio <= aim.most;
    }
    case "above":
      return bare === null ? null : ours - bare <= aim.most;
    default:
      return aim satisfies never;
  }
};
