import type { StreamName, Streams } from "#shared/domain/hall.ts";
import { OFFICE_VERSION } from "#shared/domain/office.ts";
import { FLOOR_VERSION } from "#shared/domain/queue/events.ts";
import { StoreError } from "./store.ts";

/** An event as some version of the software wrote it: only its type is known. */
export type StoredEvent = { readonly type: string } & Readonly<Record<string, unknown>>;

/**
 * One step from a version to the next: what happens to the event types that changed. A type that is
 * not named stays as it is.
 */
export type UpcastStep = Readonly<Record<string, (event: StoredEvent) => StoredEvent>>;

/** The steps of a stream: the first lifts version 1 to 2, the next 2 to 3 … */
export type UpcastPlan = { readonly [S in StreamName]: readonly UpcastStep[] };

/** The version each stream is written with today. */
export const CURRENT_VERSIONS: { readonly [S in StreamName]: number } = {
  floor: FLOOR_VERSION,
  office: OFFICE_VERSION,
};

/** Every step there is: as many for a stream as its version is above 1. [S12] */
export const UPCAST_PLAN: UpcastPlan = { floor: [], office: [] };

const isEvent = (body: unknown, type: string): body is StoredEvent =>
  typeof body === "object" && body !== null && "type" in body && body.type === type;

/** An `upcast` over other steps than those of today; the steps decide the newest version it knows. */
export const upcastBy =
  (plan: UpcastPlan) =>
  (stream: StreamName, type: string, v: number, body: unknown): StoredEvent => {
    const steps = plan[stream];
    if (v > steps.length + 1)
      throw new StoreError(
        "from-the-future",
        `账本里有更新的软件写的事件（${stream} ${type} 第 ${v} 版）。请安装新版软件，不要修改账本。` +
          ` The ledger holds an event of newer software (${stream} ${type}, version ${v}). Install it; leave the ledger alone.`,
      );
    if (!Number.isInteger(v) || v < 1 || !isEvent(body, type))
      throw new StoreError(
        "unreadable",
        `账本里有一条读不出来的事件（${stream} ${type}）。请从备份恢复账本，不要删除它。` +
          ` The ledger holds an event that cannot be read (${stream} ${type}). Restore it from a backup; do not delete it.`,
      );
    return steps.slice(v - 1).reduce<StoredEvent>((e, step) => step[e.type]?.(e) ?? e, body);
  };

const lift = upcastBy(UPCAST_PLAN);

/**
 * Lifts a stored event, step by step, to what today's `evolve` folds. [S12]
 * @param body the event's parsed JSON
 * @throws StoreError `from-the-future`, or `unreadable` when it is no event of this type
 */
export const upcast = <S extends StreamName>(
  stream: S,
  type: string,
  v: number,
  body: unknown,
): Streams[S]["event"] =>
  // The one place where stored JSON becomes a typed event: the chain vouches for its content.
  lift(stream, type, v, body) as unknown as Streams[S]["event"];
