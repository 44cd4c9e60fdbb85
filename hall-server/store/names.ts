import type { StreamName } from "#shared/domain/hall.ts";
import { StoreError } from "./store.ts";

/** The streams of every ledger, in the order they are walked. */
export const STREAMS = ["floor", "office"] as const satisfies readonly StreamName[];

const NAME = /^[a-z][a-z0-9-]*$/;

/** Whether a collection may be called so: it becomes a file's name on any system. [S14] */
export const isCollectionName = (name: string): boolean => NAME.test(name);

/** Throws a {@link StoreError} `bad-name` for a name no collection may have. [S14] */
export const checkCollectionName = (name: string): void => {
  if (isCollectionName(name)) return;
  throw new StoreError(
    "bad-name",
    `集合名 ${JSON.stringify(name)} 不可用：只能用小写字母、数字和连字符，并以字母开头。` +
      ` A collection cannot be called ${JSON.stringify(name)}: use a-z, 0-9 and hyphens, a letter first.`,
  );
};
