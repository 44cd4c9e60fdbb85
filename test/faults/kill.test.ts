import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SqliteLedger } from "#hall-server/store/sqlite.ts";
import { apiClient, HallProcess } from "../hall-process.ts";

/** 50 in the test suite; more by HALL_KILL_CYCLES. */
const CYCLES = Number(process.env["HALL_KILL_CYCLES"] ?? 50);
const CLIENTS = 6;

interface Acknowledged {
  readonly ticketId: string;
  readonly number: string;
  readonly commandId: string;
}

describe("a hall killed with kill -9 under load", () => {
  let hall: HallProcess;
  beforeAll(async () => {
    hall = await HallProcess.start();
  });
  afterAll(() => hall.remove());

  it(
    "has every acknowledged event when it starts again, and no number twice",
    { timeout: CYCLES * 6_000 + 30_000 },
    async () => {
      const call = apiClient(hall.url, await hall.key());
      const acknowledged: Acknowledged[] = [];
      let cycle = 0;
      const client = async (id: number, going: () => boolean): Promise<void> => {
        for (let i = 0; going(); i++) {
          const commandId = `c${cycle}-${id}-${i}`;
          try {
            const { status, body } = await call(
              "POST",
              "/tickets",
              { serviceId: ["business", "tax"][i % 2] },
              commandId,
            );
            if (status === 201)
              acknowledged.push({
                ticketId: String(body["ticketId"]),
                number: String(body["number"]),
                commandId,
              });
          } catch {
            // The process died under this request: nothing was acknowledged.
          }
        }
      };
      for (cycle = 0; cycle < CYCLES; cycle++) {
        let going = true;
        const before = acknowledged.length;
        const clients = Array.from({ length: CLIENTS }, (_, id) => client(id, () => going));
        // Between nothing and many commits: the moment of death differs with every cycle.
        await new Promise((resolve) => setTimeout(resolve, 5 + ((cycle * 37) % 120)));
        await hall.end("SIGKILL");
        going = false;
        await Promise.all(clients);
        await hall.run();
        // A client that retries what was acknowledged learns the same number.
        for (const { commandId, number } of acknowledged.slice(before).slice(-3)) {
          const serviceId = ["business", "tax"][Number(commandId.split("-")[2]) % 2];
          const again = await call("POST", "/tickets", { serviceId }, commandId);
          expect(again.body["number"]).toBe(number);
        }
      }
      await hall.end();

      const ledger = await SqliteLedger.open(join(hall.data, "ledger.sqlite"));
      const floor = await ledger.read("floor", 0);
      expect((await ledger.verify()).intact).toBe(true);
      await ledger.close();
      const issued = floor.flatMap(({ event }) => (event.type === "TicketIssued" ? [event] : []));
      const numbers = issued.map((t) => t.number);
      expect(new Set(numbers).size).toBe(numbers.length);
      const kept = new Map(issued.map((t) => [t.ticketId, t.number]));
      const lost = acknowledged.filter((a) => kept.get(a.ticketId) !== a.number);
      expect(lost).toEqual([]);
      expect(acknowledged.length).toBeGreaterThan(CYCLES);
      expect(floor.map((e) => e.seq)).toEqual(floor.map((_, i) => i + 1));
    },
  );
});
