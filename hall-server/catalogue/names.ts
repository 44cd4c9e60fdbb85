import type { Unit } from "#shared/domain/catalogue/content.ts";
import { clean, nameKey } from "#shared/domain/catalogue/text.ts";

/** A thing of the hall that a cell names: by its id or its name. */
interface Named {
  readonly id: string;
  readonly name: string;
}

/** What cells name by words and records by ids. */
export interface Names {
  /** The id of the unit of this name; one the hall does not know is given one. */
  readonly unitId: (name: string) => string;
  readonly unitName: (id: string) => string;
  /** The id of the window of this number or name, or null. */
  readonly windowId: (words: string) => string | null;
  /** The id of the service of this name, or null. */
  readonly serviceId: (words: string) => string | null;
  readonly serviceName: (id: string) => string;
}

const finder = (all: readonly Named[]): ((words: string) => string | null) => {
  const ids = new Map<string, string>();
  for (const { id, name } of all)
    for (const words of [id, name, `${id}号窗口`, `${id}号`])
      if (!ids.has(nameKey(words))) ids.set(nameKey(words), id);
  return (words) => ids.get(nameKey(words)) ?? null;
};

/** The names of a hall, and the units that an import adds to it. [C15] */
export class HallNames implements Names {
  readonly windowId: (words: string) => string | null;
  readonly serviceId: (words: string) => string | null;
  readonly #services: ReadonlyMap<string, string>;
  readonly #unitIds = new Map<string, string>();
  readonly #units = new Map<string, Unit>();
  readonly #added = new Map<string, Unit>();

  constructor(hall: {
    readonly units: readonly Unit[];
    readonly windows: readonly Named[];
    readonly services: readonly Named[];
  }) {
    this.windowId = finder(hall.windows);
    this.serviceId = finder(hall.services);
    this.#services = new Map(hall.services.map(({ id, name }) => [id, name]));
    for (const unit of hall.units) {
      this.#units.set(unit.id, unit);
      for (const name of [unit.name, unit.shortName]) {
        const key = nameKey(name);
        if (!this.#unitIds.has(key)) this.#unitIds.set(key, unit.id);
      }
    }
  }

  /** Whether the hall knew this unit before the import. */
  hasUnit(name: string): boolean {
    const id = this.#unitIds.get(nameKey(name));
    return id !== undefined && !this.#added.has(id);
  }

  unitId(name: string): string {
    const key = nameKey(name);
    const known = this.#unitIds.get(key);
    if (known !== undefined) return known;
    let number = this.#units.size + 1;
    while (this.#units.has(`unit-${number}`)) number += 1;
    const words = clean(name).replace(/\s+/g, " ");
    const unit: Unit = { id: `unit-${number}`, name: words, shortName: words, nameEn: "" };
    this.#unitIds.set(key, unit.id);
    this.#units.set(unit.id, unit);
    this.#added.set(unit.id, unit);
    return unit.id;
  }

  unitName(id: string): string {
    return this.#units.get(id)?.name ?? id;
  }

  serviceName(id: string): string {
    return this.#services.get(id) ?? id;
  }

  /** The units that were added, of those whose ids are in use. */
  addedUnits(inUse: ReadonlySet<string>): readonly Unit[] {
    return [...this.#added.values()].filter(({ id }) => inUse.has(id));
  }
}
