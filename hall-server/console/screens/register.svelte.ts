import type { ScreensAnswer } from "#shared/protocol/console.ts";
import type { ConsoleApi, Problem } from "../api.ts";

/** The register of screens as it was last fetched: for the page of screens and for the mark in the bar. */
export class ScreenRegister {
  answer: ScreensAnswer | null = $state.raw(null);
  /** Why the last fetch failed; what was there before stays. */
  problem: Problem | null = $state.raw(null);

  readonly #api: Pick<ConsoleApi, "screens">;
  #fetching = false;

  constructor(api: Pick<ConsoleApi, "screens">) {
    this.#api = api;
  }

  /** Fetches the register, one fetch at a time. */
  async refresh(): Promise<void> {
    if (this.#fetching) return;
    this.#fetching = true;
    try {
      const answer = await this.#api.screens();
      this.problem = answer.ok ? null : answer.problem;
      if (answer.ok) this.answer = answer.body;
    } finally {
      this.#fetching = false;
    }
  }
}
