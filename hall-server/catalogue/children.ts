import { isDeepStrictEqual } from "node:util";
import { parseWhole, UNREADABLE } from "#shared/domain/catalogue/amounts.ts";
import type { Fee } from "#shared/domain/catalogue/fee.ts";
import type { Faq, Item, Material, Step } from "#shared/domain/catalogue/item.ts";
import type { Finding } from "#shared/domain/catalogue/problem.ts";
import { clean } from "#shared/domain/catalogue/text.ts";
import {
  blankFee,
  blankMaterial,
  blankStep,
  FAQ_FIELDS,
  FEE_FIELDS,
  MATERIAL_FIELDS,
  STEP_FIELDS,
} from "./child-fields.ts";
import { type Field, merged } from "./fields.ts";
import type { SheetKind } from "./headers.ts";
import type { Names } from "./names.ts";
import { missingIn, type SheetRow, unreadableIn } from "./sheet-rows.ts";

/** What an item has besides its own row. */
export interface Children {
  readonly materials: readonly Material[];
  readonly steps: readonly Step[];
  readonly faqs: readonly Faq[];
  /** Without the items they belong to; a new one has no id yet. */
  readonly fees: readonly Fee[];
}

/** The children of an item once a workbook's rows are taken over, and what is wrong with each row. */
export interface TakenChildren extends Children {
  readonly findings: ReadonlyMap<SheetRow, readonly Finding[]>;
}

/** The records of an item that no row has claimed yet, by what people know them by. */
class Unclaimed<T> {
  readonly #byName = new Map<string, T[]>();

  constructor(records: readonly T[], nameOf: (record: T) => string) {
    for (const record of records) {
      const name = clean(nameOf(record));
      const sameName = this.#byName.get(name);
      if (sameName) sameName.push(record);
      else this.#byName.set(name, [record]);
    }
  }

  claim(name: string, fits: (record: T) => boolean = () => true): T | undefined {
    const sameName = this.#byName.get(name) ?? [];
    const at = sameName.findIndex(fits);
    return at < 0 ? undefined : sameName.splice(at, 1)[0];
  }
}

/** Ids m1, m2 … that no record of the item has. */
const freshIds = (letter: string, records: readonly { readonly id: string }[]): (() => string) => {
  const used = new Set(records.map(({ id }) => id));
  let number = 0;
  return () => {
    do number += 1;
    while (used.has(`${letter}${number}`));
    return `${letter}${number}`;
  };
};

const STEP_NUMBER = "步骤序号";

/** The steps in the order of their numbers; one without a number follows the one before it. */
const inOrder = (rows: readonly SheetRow[]) => {
  let last = 0;
  return rows
    .map((row) => {
      // 第1步 is 1.
      const number = parseWhole((row.said(STEP_NUMBER) ?? "").replace(/^第/, ""), "步");
      if (typeof number === "number") last = number;
      return { row, number: last, unreadable: number === UNREADABLE ? [STEP_NUMBER] : [] };
    })
    .toSorted((a, b) => a.number - b.number);
};

const feeContent = ({ id: _, itemCodes: __, ...content }: Fee) => content;

/** A fee whose facts changed is no longer a checked one, unless the row says so itself. [C20] */
const recheck = (before: Fee, after: Fee, { said }: SheetRow): Fee => {
  const unchecked = { verification: before.verification, verifiedOn: before.verifiedOn };
  if (isDeepStrictEqual(feeContent(before), feeContent({ ...after, ...unchecked }))) return after;
  return {
    ...after,
    ...(said("核实情况") === undefined ? { verification: "corroborated" } : {}),
    ...(said("核实日期") === undefined ? { verifiedOn: "" } : {}),
  };
};

/** Takes a workbook's child rows over into what the catalogue has of an item. [C12] [C18] */
export class ChildTaker {
  readonly #names: Names;
  readonly #feesById: ReadonlyMap<string, Fee>;

  constructor(names: Names, fees: readonly Fee[]) {
    this.#names = names;
    this.#feesById = new Map(fees.map((fee) => [fee.id, fee]));
  }

  /**
   * @param before what the catalogue has of the item
   * @param unitId whose fees they are unless a row says otherwise
   */
  take(before: Children, rows: readonly SheetRow[], unitId: string): TakenChildren {
    const findings = new Map<SheetRow, readonly Finding[]>();
    const report = (row: SheetRow, unreadable: readonly string[]): void => {
      findings.set(row, [...missingIn(row), ...unreadableIn(row, unreadable)]);
    };
    const ofKind = (kind: SheetKind) => rows.filter((row) => row.kind === kind);
    const record = <T extends object>(
      row: SheetRow,
      base: T,
      fields: readonly Field<T>[],
      alsoUnreadable: readonly string[] = [],
    ): T => {
      const { record: taken, unreadable } = merged(base, fields, row.said, this.#names);
      report(row, [...alsoUnreadable, ...unreadable]);
      return taken;
    };

    const materialRows = ofKind("材料");
    const materials = (): readonly Material[] => {
      const old = new Unclaimed(before.materials, ({ name }) => name);
      const fresh = freshIds("m", before.materials);
      return materialRows.map((row) =>
        record(
          row,
          old.claim(row.said("材料名称") ?? "") ?? blankMaterial(fresh()),
          MATERIAL_FIELDS,
        ),
      );
    };

    const stepRows = ofKind("流程");
    const steps = (): readonly Step[] => {
      const old = new Unclaimed(before.steps, ({ name }) => name);
      const fresh = freshIds("s", before.steps);
      return inOrder(stepRows).map(({ row, unreadable }) => {
        const base = old.claim(row.said("步骤名称") ?? "") ?? blankStep(fresh());
        return record(row, base, STEP_FIELDS, unreadable);
      });
    };

    const faqRows = ofKind("常见问题");
    const faqs = (): readonly Faq[] => {
      const old = new Unclaimed(before.faqs, ({ question }) => question);
      return faqRows.map((row) =>
        record(row, old.claim(row.said("问题") ?? "") ?? { question: "", answer: "" }, FAQ_FIELDS),
      );
    };

    const feeRows = ofKind("收费");
    const fees = (): readonly Fee[] => {
      const old = new Unclaimed(before.fees, ({ name }) => name);
      const taken = new Map<string, Fee>();
      for (const row of feeRows) {
        const base = this.#feeFor(row, old, unitId);
        const fee = recheck(base, record(row, base, FEE_FIELDS), row);
        // The same fee twice is once.
        const key = feeKey(fee);
        if (!taken.has(key)) taken.set(key, fee);
      }
      return [...taken.values()];
    };

    return {
      materials: materialRows.length > 0 ? materials() : before.materials,
      steps: stepRows.length > 0 ? steps() : before.steps,
      faqs: faqRows.length > 0 ? faqs() : before.faqs,
      fees: feeRows.length > 0 ? fees() : before.fees,
      findings,
    };
  }

  /** The fee a row speaks of: one of the item's by its number or name, another of the hall's, a new one. */
  #feeFor(row: SheetRow, old: Unclaimed<Fee>, unitId: string): Fee {
    const id = row.said("收费编号") ?? "";
    const name = row.said("收费项目名称") ?? "";
    const known = this.#feesById.get(id);
    return (
      (known && old.claim(clean(known.name), (fee) => fee.id === id)) ??
      old.claim(name) ??
      known ??
      blankFee(id, unitId)
    );
  }
}

/** Equal for fees that say the same, whatever their id and items. [C19] */
export const feeKey = (fee: Fee): string => {
  const { further = {}, ...content } = feeContent(fee);
  const byName = (of: object) => Object.entries(of).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([byName(content), byName(further)]);
};

/** What the catalogue has of an item. */
export const childrenOf = (item: Item | undefined, fees: readonly Fee[]): Children => ({
  materials: item?.materials ?? [],
  steps: item?.steps ?? [],
  faqs: item?.faqs ?? [],
  fees,
});
