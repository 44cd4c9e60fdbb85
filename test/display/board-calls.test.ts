import { describe, expect, test } from "vitest";
import { boardCalls, missedNumbers, queueRows } from "#display/board/calls.ts";
import { SampleHall } from "./hall.ts";

const shown = (hall: SampleHall, zone = "") => {
  const { newest, earlier } = boardCalls(hall.floor, zone, hall.now);
  return {
    newest: newest && `${newest.call.number} → ${newest.call.windowId} ${newest.standing}`,
    earlier: earlier.map(({ call }) => call.number),
  };
};

/** Three windows of one service, three calls: A001 at 12, A002 at 13, A003 at 14. */
const threeCalls = () =>
  new SampleHall().issue("business", 6).open("12", "13", "14").call("12", "13", "14");

describe("the newest call", () => {
  test("[D1] there is none before the first call of the day", () => {
    expect(shown(new SampleHall().issue("business").open("12")).newest).toBeNull();
  });

  test("[D1] it is the latest call, and a recall is one", () => {
    const hall = threeCalls();
    expect(shown(hall).newest).toBe("A003 → 14 standing");
    hall.do({ type: "Recall", windowId: "12" });
    expect(shown(hall)).toEqual({ newest: "A001 → 12 standing", earlier: ["A003", "A002"] });
  });

  test("[D1] it stays when the visitor has been served, and the visitor's number is over", () => {
    const hall = threeCalls().do({ type: "FinishService", windowId: "14" });
    expect(shown(hall).newest).toBe("A003 → 14 over");
  });

  test("[D1] it stays but is no place to go when the visitor missed it, was put aside or sent on", () => {
    expect(shown(threeCalls().do({ type: "MarkNoShow", windowId: "14" })).newest).toBe(
      "A003 → 14 missed",
    );
    expect(shown(threeCalls().do({ type: "HoldTicket", windowId: "14" })).newest).toBe(
      "A003 → 14 back",
    );
    const sentOn = threeCalls().do({
      type: "TransferTicket",
      windowId: "14",
      to: { serviceId: "tax" },
    });
    expect(shown(sentOn).newest).toBe("A003 → 14 back");
  });

  test("[D11] a day that is not open has no calls, though the last day's are remembered", () => {
    const hall = threeCalls().do({ type: "CloseDay" });
    expect(hall.floor.calls).not.toEqual([]);
    expect(shown(hall)).toEqual({ newest: null, earlier: [] });
  });
});

describe("the earlier calls", () => {
  test("[D2] every call stays listed, however old, whose visitor is still expected or being served", () => {
    const hall = new SampleHall().issue("insurance", 4).issue("business", 3).issue("household", 3);
    hall.open("3", "4", "5", "6", "12", "13", "14", "22", "23", "24");
    hall.call("3", "4", "5", "6", "12", "13", "14", "22", "23").do({
      type: "StartService",
      windowId: "3",
    });
    hall.wait(3_600_000).call("24");
    expect(shown(hall).earlier).toEqual([
      ...["D002", "D001", "A003", "A002", "A001", "C004", "C003", "C002", "C001"],
    ]);
  });

  test("[D2] a served call leaves after three minutes, but not while the table has room", () => {
    const hall = new SampleHall().issue("business", 10).open("12");
    for (let i = 0; i < 9; i++) hall.call("12").wait(1_000);
    expect(shown(hall).earlier).toHaveLength(8);
    hall.wait(3 * 60_000);
    expect(shown(hall).earlier).toEqual(["A008", "A007", "A006", "A005", "A004"]);
  });

  test("[D2] a call that was missed or whose ticket waits again is not listed", () => {
    const hall = threeCalls().do({ type: "MarkNoShow", windowId: "12" });
    expect(shown(hall).earlier).toEqual(["A002"]);
    hall.do({ type: "ReturnTicket", number: "A001" });
    expect(shown(hall).earlier).toEqual(["A002"]);
    hall.do({ type: "TransferTicket", windowId: "13", to: { windowId: "12" } });
    expect(shown(hall).earlier).toEqual([]);
  });
});

describe("a zone's board", () => {
  test("[D4] shows the calls of its windows only", () => {
    const hall = threeCalls().issue("tax", 2).open("31").call("31");
    expect(shown(hall, "1d")).toEqual({ newest: "F001 → 31 standing", earlier: [] });
    expect(shown(hall, "2b").newest).toBe("A003 → 14 standing");
    expect(shown(hall).newest).toBe("F001 → 31 standing");
  });

  test("[D4] shows the services that its windows serve", () => {
    const names = (zone: string) => queueRows(new SampleHall().floor, zone).map((row) => row.name);
    expect(names("2b")).toEqual(["企业开办与许可", "综合受理"]);
    expect(names("")).toHaveLength(8);
  });

  test("[D6] lists its no-shows, the latest first", () => {
    const hall = new SampleHall().issue("business", 3).issue("tax", 1).open("12", "31");
    for (const windowId of ["12", "31", "12"])
      hall.call(windowId).do({ type: "MarkNoShow", windowId });
    expect(missedNumbers(hall.floor, "")).toEqual(["A002", "F001", "A001"]);
    expect(missedNumbers(hall.floor, "2b")).toEqual(["A002", "A001"]);
  });
});
