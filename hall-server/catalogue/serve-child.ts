import { setPriority } from "node:os";
import { StoreError } from "../store/store.ts";
import type { Answer } from "./child-messages.ts";
import { Refused } from "./refused.ts";

const refusal = (error: unknown): string => {
  if (error instanceof Refused || error instanceof StoreError) return error.message;
  return `文件读不出来（${error instanceof Error ? error.message : String(error)}）；请另存为新的 .xlsx 后再导入。`;
};

/** Gives way to a call of the hall, and still gets its share on a busy machine. */
const NICE = 5;

/** Answers the parent's requests, one after the other, behind the hall's own work. */
export const serveChild = <Request, T>(handle: (request: Request) => Promise<T>): void => {
  setPriority(NICE);
  process.on("message", (request: Request) => {
    void handle(request)
      .then((answer): Answer<T> => ({ answer }))
      .catch((error: unknown): Answer<T> => ({ refused: refusal(error) }))
      .then((answer) => process.send?.(answer));
  });
};
