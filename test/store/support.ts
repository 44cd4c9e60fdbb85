import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Append } from "#hall-server/store/store.ts";
import { millis } from "#shared/domain/decision.ts";
import type { FloorEvent, OfficeEvent, Recorded } from "#shared/domain/hall.ts";
import type { PrivateText } from "#shared/domain/rating/rating.ts";

/** A folder of its own for one test, removed when the test has finished. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "mingting-store-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

/** One example of every event of version 1, as two short streams that fit together. */
export interface Fixture {
  readonly floor: readonly Recorded<FloorEvent>[];
  readonly office: readonly Recorded<OfficeEvent>[];
}

/** Reads the stored examples anew: nobody can spoil them for another test. */
export const eventsOfVersion1 = (): Fixture =>
  JSON.parse(
    readFileSync(new URL("../fixtures/events.v1.json", import.meta.url), "utf8"),
  ) as Fixture;

/** A floor event with the least there can be in it. */
export const floorAt = (
  seq: number,
  event: FloorEvent = { type: "WindowPaused", windowId: String(seq) },
): Recorded<FloorEvent> => ({ hall: "qinghe", seq, at: millis(1_000 + seq), v: 1, event });

/** An office event with the least there can be in it. */
export const officeAt = (seq: number): Recorded<OfficeEvent> => ({
  hall: "qinghe",
  seq,
  at: millis(2_000 + seq),
  v: 1,
  event: { type: "WindowPausedFor", windowId: String(seq), reason: "设备检修" },
});

/** A visitor's comment on a rating. */
export const comment = (id: string, text = `评语 ${id}`): PrivateText => ({
  id,
  kind: "rating-comment",
  text,
});

/** What one command appends; everything that is not said is empty. */
export const appendOf = (commandId: string, part: Partial<Append> = {}): Append => ({
  scope: "console",
  commandId,
  remembered: { fingerprint: `hash of ${commandId}`, outcome: { ok: true, commandId } },
  at: millis(1_000),
  floor: [],
  office: [],
  secrets: [],
  ...part,
});
