import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, it, onTestFinished } from "vitest";
import { type FolderLock, lockFolder } from "#hall-server/store/lock.ts";
import { SqliteLedger } from "#hall-server/store/sqlite.ts";
import { temporaryFolder } from "./support.ts";

const LOCKED = expect.objectContaining({ name: "StoreError", code: "locked" }) as Error;

/** Locks here, until the test has finished at the latest. */
const lock = (folder: string): FolderLock => {
  const held = lockFolder(folder);
  onTestFinished(() => held.release());
  return held;
};

/** Another process that tries to lock, and the first thing it says. */
const otherProcess = async (folder: string): Promise<{ process: ChildProcess; said: string }> => {
  const child = spawn(process.execPath, [join(import.meta.dirname, "hold-lock.ts"), folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [said] = (await once(createInterface(child.stdout), "line")) as [string];
  return { process: child, said };
};

describe("the lock of the data folder", () => {
  it("is refused to a second owner in the same process, until it is released [S22]", () => {
    const folder = temporaryFolder();
    const held = lock(folder);
    expect(() => lockFolder(folder)).toThrow(LOCKED);
    held.release();
    held.release();
    expect(() => lock(folder)).not.toThrow();
  });

  it("is refused to another process, until it is released [S22]", async () => {
    const folder = temporaryFolder();
    const held = lock(folder);
    expect((await otherProcess(folder)).said).toBe("locked");
    held.release();
    expect((await otherProcess(folder)).said).toBe("held");
  });

  it("is freed by the kernel when its owner is killed with -9 [S23]", async () => {
    const folder = temporaryFolder();
    const { process: owner, said } = await otherProcess(folder);
    expect(said).toBe("held");
    expect(() => lockFolder(folder)).toThrow(LOCKED);
    owner.kill("SIGKILL");
    await once(owner, "exit");
    expect(() => lock(folder)).not.toThrow();
  });

  it("of one folder says nothing of another [S22]", () => {
    const [one, two] = [temporaryFolder(), temporaryFolder()];
    lock(one);
    expect(() => lock(two)).not.toThrow();
  });

  it("stays while the ledger beside it is opened, written and closed [S22]", async () => {
    const folder = temporaryFolder();
    lock(folder);
    await SqliteLedger.open(join(folder, "ledger.sqlite")).close();
    expect((await otherProcess(folder)).said).toBe("locked");
  });

  it("of a folder that is not there is an error of its own, not a lock [S22]", () => {
    const missing = join(temporaryFolder(), "nowhere");
    expect(() => lockFolder(missing)).toThrow(/unable to open/);
  });

  it("whose file was spoilt is an error of its own, not a lock [S22]", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "lock.sqlite"), "no database, and long enough to tell".repeat(99));
    expect(() => lockFolder(folder)).toThrow(/not a database/);
  });
});
