import { isDeepStrictEqual } from "node:util";
import { UNREADABLE } from "#shared/domain/catalogue/amounts.ts";
import { factsOf, type ItemFacts } from "#shared/domain/catalogue/check.ts";
import {
  type ChildRow,
  checkWorkbook,
  type ItemRow,
} from "#shared/domain/catalogue/check-workbook.ts";
import type { Unit } from "#shared/domain/catalogue/content.ts";
import type { Fee } from "#shared/domain/catalogue/fee.ts";
import type { Item } from "#shared/domain/catalogue/item.ts";
import type { Problem } from "#shared/domain/catalogue/problem.ts";
import { childrenOf, ChildTaker, feeKey, type TakenChildren } from "./children.ts";
import type { Catalogue } from "./documents.ts";
import { planFees } from "./fee-plan.ts";
import { merged } from "./fields.ts";
import { blankItem, ITEM_FIELDS } from "./item-fields.ts";
import { HallNames } from "./names.ts";
import { Refused } from "./refused.ts";
import {
  gatherRows,
  type SheetRow,
  unknownColumns,
  unreadableIn,
  type WorkbookRows,
} from "./sheet-rows.ts";
import type { Table } from "./tables.ts";

/** What came of the rows of 事项 sheets. [C22] */
export interface ItemCounts {
  readonly accepted: number;
  readonly rejected: number;
  readonly unchanged: number;
}

/** Nobody reads more; a file with more is no list of items. [C24] */
const MAX_PROBLEMS = 100_000;

/** What an import tells whoever asked for it. */
export interface ImportReport {
  readonly items: ItemCounts;
  readonly problems: readonly Problem[];
}

/** What an import will do. */
export interface ImportPlan {
  readonly report: ImportReport;
  /** Whether anything was rejected: an item's row, or the children of an item without a row. */
  readonly refusedAny: boolean;
  /** The collections as they will be; null for one that stays as it is. */
  readonly items: readonly Item[] | null;
  readonly fees: readonly Fee[] | null;
  readonly units: readonly Unit[] | null;
}

/** An item as it will be if its rows stand. */
interface Candidate {
  readonly item: Item;
  readonly fees: readonly Fee[];
}

const feesByItem = (fees: readonly Fee[]): ReadonlyMap<string, readonly Fee[]> => {
  const byItem = new Map<string, Fee[]>();
  for (const fee of fees)
    for (const code of fee.itemCodes) {
      const others = byItem.get(code);
      if (others) others.push(fee);
      else byItem.set(code, [fee]);
    }
  return byItem;
};

const sameFees = (some: readonly Fee[], others: readonly Fee[]): boolean =>
  isDeepStrictEqual(some.map(feeKey).sort(), others.map(feeKey).sort());

/** A checked fact that changes counts as corroborated again, unless the row says so itself. [C20] */
const recheck = (
  before: { readonly item: Item; readonly fees: readonly Fee[] },
  { item, fees }: Candidate,
  said: SheetRow["said"],
): Item => {
  const was = before.item;
  const changed = {
    limits:
      !isDeepStrictEqual(was.statutoryLimit, item.statutoryLimit) ||
      !isDeepStrictEqual(was.promisedLimit, item.promisedLimit),
    materials: !isDeepStrictEqual(was.materials, item.materials),
    fee:
      was.charged !== item.charged ||
      was.feeBasis !== item.feeBasis ||
      !sameFees(before.fees, fees),
  };
  const verification = { ...item.verification };
  if (changed.limits && said("时限核实") === undefined) verification.limits = "corroborated";
  if (changed.materials && said("材料核实") === undefined) verification.materials = "corroborated";
  if (changed.fee && said("收费核实") === undefined) verification.fee = "corroborated";
  return { ...item, verification };
};

/** Carries an import through against one state of the catalogue. */
class Import {
  readonly #catalogue: Catalogue;
  readonly #names: HallNames;
  readonly #taker: ChildTaker;
  readonly #held: ReadonlyMap<string, Item>;
  readonly #heldFees: ReadonlyMap<string, readonly Fee[]>;
  readonly #taken = new Map<string, TakenChildren>();
  readonly #rows: WorkbookRows;
  readonly #candidates = new Map<ItemRow, Candidate>();

  constructor(tables: readonly Table[], catalogue: Catalogue) {
    this.#catalogue = catalogue;
    this.#names = new HallNames(catalogue);
    this.#taker = new ChildTaker(this.#names, catalogue.fees);
    this.#held = new Map(catalogue.items.map((item) => [item.code, item]));
    this.#heldFees = feesByItem(catalogue.fees);
    this.#rows = gatherRows(tables);
  }

  plan(problemsBefore: readonly Problem[]): ImportPlan {
    const itemRows = this.#rows.items.map((row) => this.#judged(row));
    const childRows = this.#rows.children.map((row) => this.#judgedChild(row));
    const { problems, standing, refusedCodes } = checkWorkbook(itemRows, childRows, {
      hasCode: (code) => this.#held.has(code),
      hasUnit: (name) => this.#names.hasUnit(name),
    });

    const changed = new Map<string, Candidate>();
    const named = new Set(this.#rows.items.map(({ code }) => code));
    for (const row of standing) this.#note(changed, this.#candidates.get(row)!);
    for (const code of this.#rows.childrenOf.keys()) {
      const candidate = named.has(code) || refusedCodes.has(code) ? null : this.#alone(code);
      if (candidate) this.#note(changed, candidate);
    }

    const rejected = itemRows.length - standing.length;
    const accepted = standing.filter(({ facts }) => changed.has(facts.code)).length;
    return {
      report: {
        items: { accepted, rejected, unchanged: standing.length - accepted },
        problems: [...problemsBefore, ...problems],
      },
      refusedAny: rejected > 0 || [...refusedCodes].some((code) => this.#held.has(code)),
      ...this.#collections(changed),
    };
  }

  /** The item that a row makes, and what the rules need to know of it. */
  #judged(row: SheetRow): ItemRow {
    const { code, said, place } = row;
    const held = this.#held.get(code);
    const heldFees = this.#heldFees.get(code) ?? [];
    const { record, unreadable } = merged(held ?? blankItem(code), ITEM_FIELDS, said, this.#names);
    const children = this.#childrenOf(code, record.unitId);
    const item: Item = {
      ...record,
      materials: children.materials,
      steps: children.steps,
      faqs: children.faqs,
    };
    const candidate = { item, fees: children.fees };
    const final = held ? recheck({ item: held, fees: heldFees }, candidate, said) : item;
    const read = (column: string) =>
      !unreadable.includes(column) && !unreadable.includes(`${column}单位`);
    const facts: ItemFacts = {
      ...factsOf(item, said("实施主体") ?? "", []),
      name: said("事项名称") ?? "",
      type: said("事项类型") ?? "",
      feeBases: children.fees.map(({ basis }) => basis),
      ...(read("法定办结时限") ? {} : { statutoryLimit: UNREADABLE }),
      ...(read("承诺办结时限") ? {} : { promisedLimit: UNREADABLE }),
      ...(read("到办事现场次数") ? {} : { visits: UNREADABLE }),
    };
    const judged: ItemRow = { place, facts, unreadable: unreadableIn(row, unreadable) };
    this.#candidates.set(judged, { item: final, fees: children.fees });
    return judged;
  }

  #judgedChild(row: SheetRow): ChildRow {
    const { code, place, said } = row;
    const { findings } = this.#childrenOf(code, this.#held.get(code)?.unitId ?? "");
    return { place, code, findings: findings.get(row) ?? [], unit: said("执收单位") ?? "" };
  }

  /** The children of an item, taken over once however many rows speak of it. */
  #childrenOf(code: string, unitId: string): TakenChildren {
    const known = this.#taken.get(code);
    if (known) return known;
    const before = childrenOf(this.#held.get(code), this.#heldFees.get(code) ?? []);
    const taken = this.#taker.take(before, this.#rows.childrenOf.get(code) ?? [], unitId);
    this.#taken.set(code, taken);
    return taken;
  }

  /** An item of the catalogue of which the workbook has children only; null when it has no such item. */
  #alone(code: string): Candidate | null {
    const held = this.#held.get(code);
    if (!held) return null;
    const { materials, steps, faqs, fees } = this.#childrenOf(code, held.unitId);
    const before = { item: held, fees: this.#heldFees.get(code) ?? [] };
    const candidate = { item: { ...held, materials, steps, faqs }, fees };
    return { item: recheck(before, candidate, () => undefined), fees };
  }

  /** Notes an item that will differ from what the catalogue has. */
  #note(changed: Map<string, Candidate>, candidate: Candidate): void {
    const { item, fees } = candidate;
    const same =
      isDeepStrictEqual(this.#held.get(item.code), item) &&
      sameFees(this.#heldFees.get(item.code) ?? [], fees);
    if (!same) changed.set(item.code, candidate);
  }

  #collections(
    changed: ReadonlyMap<string, Candidate>,
  ): Pick<ImportPlan, "items" | "fees" | "units"> {
    if (changed.size === 0) return { items: null, fees: null, units: null };
    const replaced = this.#catalogue.items.map((item) => changed.get(item.code)?.item ?? item);
    const added = [...changed.values()].filter(({ item }) => !this.#held.has(item.code));
    const items = [...replaced, ...added.map(({ item }) => item)];
    const wanted = new Map(
      [...changed]
        .filter(([code, { fees }]) => !sameFees(this.#heldFees.get(code) ?? [], fees))
        .map(([code, { fees }]) => [code, fees]),
    );
    const fees = wanted.size > 0 ? planFees(this.#catalogue.fees, wanted) : null;
    const inUse = new Set([...items, ...(fees ?? [])].map(({ unitId }) => unitId));
    const newUnits = this.#names.addedUnits(inUse);
    const units = newUnits.length > 0 ? [...this.#catalogue.units, ...newUnits] : null;
    return { items, fees, units };
  }
}

/**
 * Works out what a workbook does to the catalogue; does nothing itself.
 * @throws Refused for a workbook with more problems than anybody can mend
 */
export const planImport = (tables: readonly Table[], catalogue: Catalogue): ImportPlan => {
  const order = new Map<string, number>();
  for (const { sheet } of tables) if (!order.has(sheet)) order.set(sheet, order.size);
  const plan = new Import(tables, catalogue).plan(unknownColumns(tables));
  if (plan.report.problems.length > MAX_PROBLEMS)
    throw new Refused("文件里的问题超过十万个，不像是事项清单；请检查表头和数据是否对应。");
  const problems = plan.report.problems.toSorted(
    (a, b) => (order.get(a.sheet) ?? 0) - (order.get(b.sheet) ?? 0) || a.row - b.row,
  );
  return { ...plan, report: { ...plan.report, problems } };
};
