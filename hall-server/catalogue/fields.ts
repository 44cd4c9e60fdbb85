import { UNREADABLE } from "#shared/domain/catalogue/amounts.ts";
import type { Further } from "#shared/domain/catalogue/item.ts";
import { clean } from "#shared/domain/catalogue/text.ts";
import type { Names } from "./names.ts";

/** A record being filled in. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** What a row says in a column; undefined where its sheet has no such column. */
export type Said = (column: string) => string | undefined;

/** What people put between several names in one cell. */
export const SEPARATORS = /[、，,；;\n]/;

/** How a column of the list and a field of ours say the same. */
export interface Field<T> {
  readonly column: string;
  /** The field in words, as an export writes them. */
  readonly show: (of: T, names: Names) => string;
  /** Takes a cell's words over. Answers UNREADABLE where they ought to be a number and are none. */
  readonly take: (
    into: Draft<T>,
    cell: string,
    names: Names,
    said: Said,
  ) => typeof UNREADABLE | undefined;
  /** The field holds less than words can say: words it cannot hold are kept beside it. [C21] */
  readonly keepsWords?: true;
  /** The cell alone does not say whether anything changed: it is always read. */
  readonly alwaysRead?: true;
  /** An export leaves the column out when nobody fills it. */
  readonly onlyIfUsed?: true;
}

/** The keys of T whose values are exactly V. */
type KeyOf<T, V> = {
  [K in keyof T]-?: [T[K], V] extends [V, T[K]] ? K : never;
}[keyof T];

/** A column whose words are the field. */
export const wordsField = <T extends object>(column: string, key: KeyOf<T, string>): Field<T> => ({
  column,
  show: (of) => String(of[key]),
  take: (into, cell) => {
    Object.assign(into, { [key]: cell });
    return undefined;
  },
});

/** A column the guide has no field for: its words are kept as they came. [C21] */
export const keptField = <T extends Further>(column: string): Field<T> => ({
  column,
  show: (of) => of.further?.[column] ?? "",
  take: (into, cell) => {
    keep(into, column, cell);
    return undefined;
  },
  onlyIfUsed: true,
});

/** A column of several names in one cell. */
export const listField = <T extends object>(
  column: string,
  key: KeyOf<T, readonly string[]>,
  joint = "、",
): Field<T> => ({
  column,
  show: (of) => (of[key] as readonly string[]).join(joint),
  take: (into, cell) => {
    const parts = splitList(cell, joint === "\n" ? /\n/ : SEPARATORS);
    Object.assign(into, { [key]: parts });
    return undefined;
  },
});

/** A column whose number or day is read, or refused. */
export const readField = <T, K extends keyof T>(
  column: string,
  key: K,
  read: (cell: string) => T[K] | typeof UNREADABLE,
  show: (value: T[K]) => string,
): Field<T> => ({
  column,
  show: (of) => show(of[key]),
  take: (into, cell) => {
    const value = read(cell);
    if (value === UNREADABLE) return UNREADABLE;
    into[key] = value as T[K];
    return undefined;
  },
});

/** A column with a fixed vocabulary. Words outside of it are kept beside the field. */
export const choiceField = <T extends Further, K extends keyof T>(
  column: string,
  key: K,
  words: readonly (readonly [value: T[K], word: string, ...also: string[]])[],
  otherwise: T[K],
): Field<T> => ({
  column,
  show: (of) => words.find(([value]) => value === of[key])?.[1] ?? "",
  take: (into, cell) => {
    const said = cell.toUpperCase();
    const found = words.find(([, ...all]) => all.includes(said));
    into[key] = found ? found[0] : otherwise;
    return undefined;
  },
  keepsWords: true,
});

/** The parts of a cell between separators, clean, none of them empty. */
export const splitList = (cell: string, separator: RegExp): readonly string[] =>
  cell
    .split(separator)
    .map(clean)
    .filter((part) => part !== "");

const keep = (into: Draft<Further>, column: string, words: string | null): void => {
  const { [column]: _, ...rest } = into.further ?? {};
  const further = words === null || words === "" ? rest : { ...rest, [column]: words };
  if (Object.keys(further).length > 0) into.further = further;
  else delete into.further;
};

/** What an export writes in a field's column: the list's own words if the field still means them. */
export const wordsOf = <T extends object>(of: T, field: Field<T>, names: Names): string => {
  const shown = clean(field.show(of, names));
  const kept = (of as Further).further?.[field.column];
  if (!field.keepsWords || kept === undefined) return shown;
  const trial: Draft<T> = { ...of };
  field.take(trial, kept, names, () => undefined);
  return clean(field.show(trial, names)) === shown ? clean(kept) : shown;
};

/**
 * Takes a row over into a record. A column its sheet does not have leaves the field; a cell that says
 * what the field says already does so too. [C17]
 * @returns the record, and the columns whose numbers could not be read
 */
export const merged = <T extends object>(
  base: T,
  fields: readonly Field<T>[],
  said: Said,
  names: Names,
): { readonly record: T; readonly unreadable: readonly string[] } => {
  const draft: Draft<T> = { ...base };
  const unreadable: string[] = [];
  for (const field of fields) {
    const { column } = field;
    const cell = said(column);
    if (cell === undefined) continue;
    if (!field.alwaysRead && cell === wordsOf(base, field, names)) continue;
    if (field.take(draft, cell, names, said) === UNREADABLE) unreadable.push(column);
    else if (field.keepsWords)
      keep(draft, column, clean(field.show(draft, names)) === cell ? null : cell);
  }
  return { record: draft, unreadable };
};
