import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { Answer } from "./child-messages.ts";
import { Refused } from "./refused.ts";

/** What a child's heap may hold, in MB. With what lies outside of it a child stays below 512 MB. */
const HEAP_MB = 320;

/** Work in a process of its own, with a cap on its memory and a limit on each answer's time. */
export class ChildWork {
  readonly #child: ChildProcess;

  /** @param program a file of this folder */
  constructor(program: "import-child.ts" | "export-child.ts") {
    this.#child = fork(join(import.meta.dirname, program), {
      execArgv: [`--max-old-space-size=${HEAP_MB}`, "--disable-warning=ExperimentalWarning"],
      serialization: "advanced",
      // Silent: what it has to say it answers, and a heap that is full would print pages.
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
  }

  /**
   * Asks and waits for the answer; one question at a time.
   * @param limitMs after which the child is ended
   * @throws Refused with the child's own line, or for too much time or memory
   */
  ask<T>(request: object, limitMs: number): Promise<T> {
    const child = this.#child;
    return new Promise<T>((resolve, reject) => {
      const settle = (done: () => void): void => {
        clearTimeout(timer);
        child.removeAllListeners();
        done();
      };
      const refuse = (line: string): void => settle(() => reject(new Refused(line)));
      const timer = setTimeout(() => {
        child.kill("SIGKILL");
        refuse(
          `处理这个文件超过 ${limitMs / 1000} 秒，已停止；请分成几个文件，或删去多余的工作表。`,
        );
      }, limitMs);
      child.once("exit", () =>
        refuse(
          "处理这个文件的进程停止了，多半是需要的内存太多；请分成几个文件，或删去多余的工作表。",
        ),
      );
      child.once("error", (error) => settle(() => reject(error)));
      child.once("message", (message: Answer<T>) =>
        "answer" in message ? settle(() => resolve(message.answer)) : refuse(message.refused),
      );
      child.send(request, (error) => {
        if (error) child.kill("SIGKILL");
      });
    });
  }

  /** Ends the child, whatever it is doing. */
  end(): void {
    this.#child.kill("SIGKILL");
  }
}
