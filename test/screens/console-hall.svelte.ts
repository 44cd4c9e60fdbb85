import { randomUUID } from "node:crypto";
import { configure } from "@testing-library/svelte";
import { vi } from "vitest";
import { wireReason } from "#hall-server/problem.ts";
import { type ConsoleApi, createApi } from "#hall-server/console/api.ts";
import type { ConsoleLink } from "#hall-server/console/link.ts";
import type { Content } from "#shared/domain/catalogue/content.ts";
import type { Command } from "#shared/domain/hall.ts";
import { redactFor, redactState, type StaffRole } from "#shared/domain/office.ts";
import type { LinkPhase } from "#shared/link/link.svelte.ts";
import { StreamMirror } from "#shared/link/mirror.svelte.ts";
import { CONSOLE_API } from "#shared/protocol/console.ts";
import type { Outcome, Receipt, WireError } from "#shared/protocol/messages.ts";
import type { TestHall } from "#test/console-server/hall.ts";

/**
 * A console's link to a hall in the same process: the real hall and the real mirrors; only the socket
 * between them is missing, so that a test can cut it, hold an answer back, or say what it heard.
 */
export class ConsoleLinkInHand implements ConsoleLink {
  readonly floor = new StreamMirror("floor");
  readonly office = new StreamMirror("office");
  phase: LinkPhase = $state("ready");
  online = $state(true);
  now = $state(0);
  heardAt: number | null = $state(null);
  stale = $state(false);
  content: Content | null = $state.raw(null);
  halted: WireError | null = $state.raw(null);
  receipts: Readonly<Record<string, Receipt>> = $state.raw({});
  screensChanged = $state(0);
  /** Every command sent, in order. */
  readonly sent: Command[] = [];
  /** While set, answers wait for it. */
  held: Promise<void> | null = null;
  restarts = 0;

  readonly #hall: TestHall;

  constructor(hall: TestHall, role: StaffRole = "administrator") {
    this.#hall = hall;
    const { state } = hall.hall;
    this.floor.take({ snapshot: state.floor, seq: hall.hall.seq("floor") });
    this.office.take({
      snapshot: redactState(role, state.office),
      seq: hall.hall.seq("office"),
    });
    hall.hall.onCommitted(({ floor, office }) => {
      this.floor.fold(floor);
      this.office.fold(office.map((r) => ({ ...r, event: redactFor(role, r.event) })));
    });
    this.content = hall.published.content;
    this.tick(0);
  }

  /** Lets time pass, ms; the server is heard all the while. */
  tick(ms: number): void {
    this.#hall.time.now += ms;
    this.now = this.#hall.time.now;
    this.heardAt = this.now;
  }

  async send(command: Command): Promise<Outcome> {
    this.sent.push(command);
    if (this.held) await this.held;
    const outcome = await this.#hall.hall.submit(command, {
      scope: "account:test",
      commandId: randomUUID(),
      actor: { kind: "account", id: "test" },
    });
    if ("accepted" in outcome)
      return { ok: true, answer: outcome.accepted.answer, seq: this.floor.seq ?? 0 };
    if ("refused" in outcome) return { ok: false, error: wireReason(outcome.refused) };
    throw new Error("the hall halted, or an id was used twice");
  }

  restart(): void {
    this.restarts += 1;
  }
}

/** The console's requests to a test's hall, with the cookies a browser would keep. */
export const apiOf = (hall: TestHall, cookie?: string): ConsoleApi => {
  let kept = cookie;
  return createApi(async (input, init) => {
    const path = String(input).slice(CONSOLE_API.length);
    const answer = await hall.call(init?.method ?? "GET", path, {
      cookie: kept,
      ...(typeof init?.body === "string" ? { raw: init.body } : {}),
      ...(init?.body ? { headers: { "Content-Type": "application/json" } } : {}),
    });
    kept = answer.cookie ?? kept;
    return new Response(answer.status === 204 ? null : answer.text, { status: answer.status });
  });
};

/** How long a busy machine may take over one step, ms. */
const PATIENCE_MS = 15_000;
configure({ asyncUtilTimeout: PATIENCE_MS });
vi.setConfig({ testTimeout: 2 * PATIENCE_MS });

/** Waits until a check no longer throws. */
export const until = (check: () => void): Promise<void> =>
  vi.waitFor(check, { timeout: PATIENCE_MS, interval: 10 });

/** jsdom knows no modal dialogs: enough of one that a page can open and close it. */
export const teachDialogs = (): void => {
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function (this: HTMLDialogElement) {
    if (!this.open) return;
    this.open = false;
    this.dispatchEvent(new Event("close"));
  };
};
