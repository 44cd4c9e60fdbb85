import * as z from "zod";
import { type Documents, StoreError } from "./store/store.ts";

const COLLECTION = "days";

const daysSchema = z.array(
  z.object({
    dayId: z.string(),
    floorFrom: z.int().min(1),
    officeFrom: z.int().min(1),
  }),
);

/** Where a service day begins in the streams: the `seq` of its `DayOpened` in each. */
export interface Day {
  readonly dayId: string;
  readonly floorFrom: number;
  readonly officeFrom: number;
}

/**
 * The service days so far, oldest first.
 * @throws StoreError `unreadable` when the document does not fit
 */
export const readDays = async (documents: Documents): Promise<readonly Day[]> => {
  const parsed = daysSchema.safeParse((await documents.read(COLLECTION)) ?? []);
  if (parsed.success) return parsed.data;
  throw new StoreError(
    "unreadable",
    `文件 ${COLLECTION}.json 的内容不对。请从备份恢复。` +
      ` The document ${COLLECTION}.json does not fit; restore a backup.`,
  );
};

/**
 * Notes where a service day begins. A day that is known already is not noted twice, so a start may
 * say it again after a power cut between the event and this note. One writer only.
 */
export const recordDay = async (documents: Documents, entry: Day): Promise<void> => {
  const days = await readDays(documents);
  if (days.some((day) => day.dayId === entry.dayId)) return;
  await documents.write(COLLECTION, [...days, entry]);
};
