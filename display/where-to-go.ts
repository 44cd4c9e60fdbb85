import { type FloorState, windowOf } from "#shared/domain/queue/state.ts";

/** More numbers than this are no help to somebody who stands before a closed window. */
const MOST = 3;

const servedAt = (floor: FloorState, windowId: string): readonly string[] =>
  floor.config.services.filter((s) => s.windows.includes(windowId)).map((s) => s.id);

/**
 * Where a visitor of this window can go instead: open windows that serve everything it serves, those
 * of its own zone first, else as they stand in the hall. Empty when there is none.
 */
export const openInstead = (floor: FloorState, windowId: string): readonly string[] => {
  const services = servedAt(floor, windowId);
  if (!floor.day || services.length === 0) return [];
  const zone = floor.config.windows.find((w) => w.id === windowId)?.zone;
  const able = floor.config.windows.filter(
    ({ id }) =>
      id !== windowId &&
      windowOf(floor, id).status === "open" &&
      services.every((service) => servedAt(floor, id).includes(service)),
  );
  const near = able.filter((w) => w.zone === zone);
  const far = able.filter((w) => w.zone !== zone);
  return [...near, ...far].slice(0, MOST).map((w) => w.id);
};
