/**
 * Takes the lock of the folder named by the first argument, says so, and keeps it until it is
 * killed; or says the code of its refusal and ends.
 */
import { lockFolder } from "#hall-server/store/lock.ts";
import { StoreError } from "#hall-server/store/store.ts";

try {
  lockFolder(process.argv[2]!);
  process.stdout.write("held\n");
  setInterval(() => undefined, 1_000);
} catch (error) {
  process.stdout.write(`${error instanceof StoreError ? error.code : String(error)}\n`);
}
