import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Visit } from "#kiosk/visitor/visit.svelte.ts";
import type { Command } from "#shared/domain/hall.ts";
import { NO_ANSWER } from "#shared/link/outbox.ts";
import type { Outcome } from "#shared/protocol/messages.ts";
import { CONFIG, KioskHall } from "./kiosk-hall.svelte.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const service = CONFIG.services[0]!;
const elderly = CONFIG.classes.find((c) => c.id === "elderly")!;
const visitTo = (hall = new KioskHall()) => ({
  hall,
  visit: new Visit((command) => hall.send(command)),
});

describe("a visit", () => {
  test("goes back one page at a time, and from a refusal to the services", async () => {
    const { hall, visit } = visitTo();
    visit.show("services");
    await visit.choose(service, [elderly]);
    expect(visit.route).toEqual({ page: "priority", service });
    visit.back();
    expect(visit.route.page).toBe("services");
    hall.failure = NO_ANSWER;
    await visit.take({ service, claim: null });
    expect(visit.route).toMatchObject({ page: "refused", error: NO_ANSWER });
    visit.back();
    expect(visit.route.page).toBe("services");
    visit.back();
    expect(visit.route.page).toBe("home");
  });

  test("stays where it is while a ticket is on its way, whatever is pressed", async () => {
    const { hall, visit } = visitTo();
    visit.show("services");
    hall.hold();
    const taken = visit.choose(service, []);
    expect(visit.open).toBe(false);
    visit.home();
    visit.back();
    await visit.take({ service, claim: elderly });
    expect(visit.route.page).toBe("services");
    hall.release();
    await taken;
    expect(visit.route).toMatchObject({ page: "ticket", ticket: { number: "A001", ahead: 0 } });
    expect(hall.sent).toHaveLength(1);
  });

  test("takes no touch for the moment in which a second tap may fall", () => {
    const { visit } = visitTo();
    visit.show("windows");
    expect(visit.open).toBe(false);
    vi.advanceTimersByTime(500);
    expect(visit.open).toBe(true);
  });

  test("forgets the ticket with its page", async () => {
    const { visit } = visitTo();
    await visit.take({ service, claim: elderly });
    expect(visit.route).toMatchObject({ page: "ticket", ticket: { priority: true } });
    visit.home();
    expect(JSON.stringify(visit)).not.toContain("A001");
    expect(visit.route).toEqual({ page: "home" });
  });

  test("an answer without a ticket is no ticket", async () => {
    const empty = async (_: Command): Promise<Outcome> => ({ ok: true, answer: {}, seq: 1 });
    const visit = new Visit(empty);
    await visit.take({ service, claim: null });
    expect(visit.route).toMatchObject({ page: "refused", error: NO_ANSWER });
  });
});
