import { describe, expect, it } from "vitest";
import { abilitiesOf } from "#hall-server/console/caller/abilities.ts";
import {
  asideFor,
  dayFigures,
  longestWait,
  pageOf,
  sharingWindows,
} from "#hall-server/console/caller/figures.ts";
import { deskKey, pressesFocused } from "#hall-server/console/caller/keys.ts";
import { priorityView } from "#hall-server/console/caller/priority.ts";
import { phaseName } from "#hall-server/console/caller/phase.ts";
import { transferChoices } from "#hall-server/console/caller/transfer.ts";
import { choose } from "#hall-server/console/parts/typing.ts";
import { CLOSED_WINDOW, windowOf } from "#shared/domain/queue/state.ts";
import { SampleHall } from "#test/display/hall.ts";

const plain = { ctrlKey: false, altKey: false, metaKey: false };

/** A hall with window 12 open and so many waiting for it. */
const openWith = (tickets: number): SampleHall => {
  const hall = new SampleHall().do({ type: "OpenWindow", windowId: "12" });
  for (let i = 0; i < tickets; i += 1) hall.do({ type: "IssueTicket", serviceId: "business" });
  return hall;
};
const able = (hall: SampleHall, windowId = "12") => {
  const abilities = abilitiesOf(hall.floor, windowId, null);
  return Object.entries(abilities)
    .filter(([, why]) => why === null)
    .map(([ability]) => ability)
    .sort();
};

describe("what may be done at a window", () => {
  it("a closed window can be opened, and no-shows can come back", () => {
    expect(able(new SampleHall())).toEqual(["main", "return"]);
  });

  it("an open window without a visitor calls, pauses and resumes", () => {
    expect(able(openWith(1))).toEqual(["call-ticket", "main", "pause", "resume", "return"]);
    expect(able(openWith(0))).not.toContain("main");
  });

  it("a called visitor can be everything but resumed upon; a served one is no no-show", () => {
    const hall = openWith(2).do({ type: "CallNext", windowId: "12" });
    expect(able(hall)).toEqual([
      "call-ticket",
      "finish",
      "hold",
      "main",
      "no-show",
      "pause",
      "recall",
      "return",
      "start",
      "transfer",
    ]);
    hall.do({ type: "StartService", windowId: "12" });
    expect(able(hall)).not.toContain("no-show");
    expect(able(hall)).not.toContain("start");
  });

  it("a paused window keeps its visitor and calls nobody [Q17]", () => {
    const hall = openWith(2)
      .do({ type: "CallNext", windowId: "12" })
      .do({ type: "PauseWindow", windowId: "12", reason: "用餐" });
    expect(able(hall)).toContain("finish");
    expect(able(hall)).not.toContain("call-ticket");
  });

  it("whatever blocks the console blocks every key, and says why", () => {
    const why = { zh: "断开了", en: "away" };
    expect(new Set(Object.values(abilitiesOf(openWith(1).floor, "12", why)))).toEqual(
      new Set([why]),
    );
  });

  it("says what the core would say", () => {
    expect(abilitiesOf(openWith(1).floor, "12", null).recall?.zh).toBe(
      "12 号窗口现在没有叫到的人。",
    );
  });
});

describe("the keys of the caller", () => {
  it("F-keys, Space and Enter have one meaning each", () => {
    const meanings = [" ", "Enter", "F2", "F3", "F4", "F6", "F7", "F8"].map((key) =>
      deskKey({ key, ...plain }),
    );
    expect(meanings).toEqual([
      "main",
      "start",
      "recall",
      "no-show",
      "transfer",
      "hold",
      "finish",
      "pause",
    ]);
    expect(deskKey({ key: "F5", ...plain })).toBeNull();
  });

  it("a key with a modifier is somebody else's", () => {
    expect(deskKey({ key: "F3", ...plain, ctrlKey: true })).toBeNull();
  });

  it("Space and Enter press whatever has the focus", () => {
    expect([pressesFocused("main"), pressesFocused("start"), pressesFocused("recall")]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe("choosing by typing", () => {
  const marks = ["A", "B", "1", "12", "120", "3"];
  const type = (keys: string) => {
    let typed = "";
    let index = -1;
    for (const key of keys) ({ typed, index } = choose(marks, typed, key));
    return marks[index] ?? null;
  };

  it("gathers digits as long as some mark begins with them", () => {
    expect(type("1")).toBe("1");
    expect(type("12")).toBe("12");
    expect(type("120")).toBe("120");
  });

  it("begins anew when none does", () => {
    expect(type("13")).toBe("3");
    expect(type("12a")).toBe("A");
    expect(type("19")).toBeNull();
  });

  it("takes small letters for capitals", () => {
    expect(type("b")).toBe("B");
  });
});

describe("figures and lists", () => {
  it("the day counts what a window has finished and who has not come back", () => {
    const hall = openWith(2).do({ type: "CallNext", windowId: "12" });
    hall.now += 4 * 60_000;
    hall.do({ type: "FinishService", windowId: "12" }).do({ type: "CallNext", windowId: "12" });
    hall.do({ type: "MarkNoShow", windowId: "12" });
    expect(dayFigures(hall.floor, "12")).toEqual({ served: 1, meanMs: 240_000, missed: 1 });
    expect(dayFigures(hall.floor, "13")).toEqual({ served: 0, meanMs: null, missed: 0 });
  });

  it("a visitor who stands aside is listed at every window of the service, at home first", () => {
    const hall = openWith(2).do({ type: "OpenWindow", windowId: "13" });
    for (const windowId of ["13", "12"])
      hall.do({ type: "CallNext", windowId }).do({ type: "HoldTicket", windowId });
    const numbers = (id: string) =>
      asideFor(hall.floor, hall.floor.held, id).map((h) => h.ticket.number);
    expect(numbers("12")).toEqual(["A002", "A001"]);
    expect(numbers("13")).toEqual(["A001", "A002"]);
    expect(numbers("31")).toEqual([]);
  });

  it("ten rows make a page, and a page that has gone is the last one", () => {
    const list = Array.from({ length: 21 }, (_, i) => i);
    expect(pageOf(list, 0)).toMatchObject({ page: 0, pages: 3 });
    expect(pageOf(list, 9).rows).toEqual([20]);
    expect(pageOf([], 3)).toEqual({ rows: [], page: 0, pages: 1 });
  });

  it("counts the windows that share a queue, and the longest wait in whole minutes", () => {
    const hall = openWith(1);
    expect(sharingWindows(hall.floor, "12")).toBe(3);
    const [first] = Object.values(hall.floor.queues).flat();
    expect(longestWait(first ? [first] : [], hall.now + 12.9 * 60_000)).toBe(12);
    expect(longestWait([], hall.now)).toBeNull();
  });
});

describe("words", () => {
  it("a window's state is said in a word, and a pause beside its visitor", () => {
    const hall = openWith(1);
    const phase = () => phaseName(windowOf(hall.floor, "12")).zh;
    expect(phaseName(CLOSED_WINDOW).zh).toBe("未开放");
    expect(phase()).toBe("空闲");
    hall.do({ type: "CallNext", windowId: "12" });
    expect(phase()).toBe("已呼叫");
    hall.do({ type: "PauseWindow", windowId: "12", reason: "用餐" });
    expect(phase()).toBe("已呼叫 · 已暂停");
    hall.do({ type: "FinishService", windowId: "12" });
    expect(phase()).toBe("暂停");
  });

  it("a priority says its class, and beyond it only what staff wrote", () => {
    const { classes } = openWith(0).floor.config;
    const elderly = { visitorClass: "elderly", reason: "自助机自选：年满 60 周岁" };
    expect(priorityView(elderly, classes)).toEqual({
      name: { zh: "老年人", en: "Older people" },
      more: "",
    });
    const green = { visitorClass: "green", reason: "婴儿出生登记" };
    expect(priorityView(green, classes)?.more).toBe("婴儿出生登记");
    expect(priorityView(undefined, classes)).toBeNull();
  });

  it("a transfer offers neither the ticket's own service nor its window", () => {
    const hall = openWith(1).do({ type: "CallNext", windowId: "12" });
    const ticket = windowOf(hall.floor, "12").visit!.ticket;
    const { services, windows } = transferChoices(hall.floor.config, "12", ticket);
    expect(services.map((s) => s.mark)).toEqual(["B", "C", "D", "E", "F", "G", "H"]);
    expect(windows.map((w) => w.mark)).not.toContain("12");
  });
});
