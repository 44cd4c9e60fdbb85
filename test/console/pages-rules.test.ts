import { describe, expect, it } from "vitest";
import { accountFacts, isLocked } from "#hall-server/console/accounts/facts.ts";
import { createApi } from "#hall-server/console/api.ts";
import { passwordProblem } from "#hall-server/console/entry/password-rule.ts";
import { daysOf, gradeCounts, ratedOf } from "#hall-server/console/ratings/figures.ts";
import { navigationFor, routeFor, setupToken } from "#hall-server/console/routes.ts";
import {
  appliedFact,
  connectedFact,
  heardFact,
  paintedFact,
  pairingCode,
  screensOf,
} from "#hall-server/console/screens/facts.ts";
import type { AccountRow, RatingsAnswer, ScreenRow } from "#shared/protocol/console.ts";
import type { Person } from "#shared/protocol/messages.ts";

const person = (role: Person["role"], mustChangePassword = false): Person => ({
  accountId: "a",
  name: "王芳",
  role,
  windowId: null,
  mustChangePassword,
});

describe("the pages of a role", () => {
  it("a clerk has the caller alone, whatever the address says", () => {
    expect(routeFor("#/accounts", person("clerk"))).toBe("caller");
    expect(routeFor("#/ratings", person("clerk"))).toBe("caller");
    expect(navigationFor(person("clerk"), "caller")).toEqual([]);
    expect(navigationFor(person("clerk"), "password")).toEqual(["caller"]);
  });

  it("a supervisor has ratings and screens, an administrator everything", () => {
    expect(routeFor("#/accounts", person("supervisor"))).toBe("ratings");
    expect(routeFor("", person("administrator"))).toBe("screens");
    expect(navigationFor(person("administrator"), "screens")).toEqual([
      "screens",
      "accounts",
      "ratings",
      "caller",
    ]);
  });

  it("a password that has to be changed comes before everything", () => {
    expect(routeFor("#/screens", person("administrator", true))).toBe("password");
    expect(navigationFor(person("administrator", true), "password")).toEqual([]);
  });

  it("reads the one-time token out of the address", () => {
    expect(setupToken("#setup=abc-DEF_1")).toBe("abc-DEF_1");
    expect(setupToken("#/caller")).toBeNull();
    expect(setupToken("#setup=")).toBeNull();
  });
});

describe("a new password", () => {
  it("has at least 8 characters with letters and digits, twice the same", () => {
    expect(passwordProblem("mingchuan1", "mingchuan1")).toBeNull();
    expect(passwordProblem("short1", "short1")?.zh).toContain("至少 8 位");
    expect(passwordProblem("12345678", "12345678")).not.toBeNull();
    expect(passwordProblem("abcdefgh", "abcdefgh")).not.toBeNull();
    expect(passwordProblem("mingchuan1", "mingchuan2")?.zh).toContain("不一样");
  });
});

describe("what is said of a screen", () => {
  const row = (of: Partial<ScreenRow>): ScreenRow => ({
    id: "s",
    name: "主屏",
    kind: "board",
    windowId: null,
    zone: "",
    speaks: true,
    origin: "paired",
    connected: true,
    applied: 40,
    painted: 40,
    newest: 40,
    sound: "ready",
    speaking: true,
    outOfDate: false,
    seenAt: AT,
    ...of,
  });
  const AT = Date.parse("2026-03-12T10:21:00+08:00");
  const time = () => "10:21";

  it("connected, received, painted and heard are four facts", () => {
    const behind = row({ applied: 40, painted: 37, sound: "blocked" });
    expect(connectedFact(behind, time).text.zh).toBe("在线");
    expect(appliedFact(behind).text.zh).toBe("已收到");
    expect(paintedFact(behind)).toEqual({
      tone: "bad",
      text: { zh: "差 3 条", en: "3 behind" },
    });
    expect(heardFact(behind).text.zh).toBe("声音被浏览器拦住");
  });

  it("a screen that is away says since when, and is well in nothing", () => {
    const away = row({ connected: false, speaking: false });
    expect(connectedFact(away, time).text.zh).toBe("离线，10:21 起");
    expect([appliedFact(away), paintedFact(away), heardFact(away)].map((f) => f.tone)).toEqual([
      "none",
      "none",
      "bad",
    ]);
    expect(connectedFact(row({ connected: false, seenAt: null }), time).text.zh).toBe("从未连上");
  });

  it("one screen of a zone speaks, the others stand by", () => {
    expect(heardFact(row({})).text.zh).toBe("正由它播报");
    expect(heardFact(row({ speaking: false })).text.zh).toBe("备用");
    expect(heardFact(row({ speaks: false, speaking: false })).text.zh).toBe("不播报");
  });

  it("a window's screens are its own and the boards of its zone", () => {
    const rows = [
      row({ id: "hall" }),
      row({ id: "zone", zone: "2b" }),
      row({ id: "elsewhere", zone: "1a" }),
      row({ id: "own", kind: "window", windowId: "12" }),
      row({ id: "other", kind: "window", windowId: "13" }),
      row({ id: "pad", kind: "pad", windowId: "12" }),
    ];
    expect(screensOf(rows, "12", "2b").map((r) => r.id)).toEqual(["hall", "zone", "own"]);
    expect(screensOf(rows, null, "")).toHaveLength(6);
  });

  it("a pairing code is typed as it comes and stands in two groups", () => {
    expect(pairingCode("bcdf")).toBe("BCDF");
    expect(pairingCode("bcdf ghjk")).toBe("BCDF-GHJK");
    expect(pairingCode("BCDF-GHJKLMN")).toBe("BCDF-GHJK");
  });
});

describe("what is said of an account", () => {
  const row = (of: Partial<AccountRow>): AccountRow => ({
    id: "a",
    username: "chen",
    name: "陈静怡",
    role: "clerk",
    staffId: null,
    disabled: false,
    lockedUntil: null,
    mustChangePassword: false,
    lastSignInAt: null,
    ...of,
  });
  const facts = (of: Partial<AccountRow>) =>
    accountFacts(row(of), 1_000, () => "10:40").map((f) => f.text.zh);

  it("everything that keeps it from being used, or that it is well", () => {
    expect(facts({})).toEqual(["正常"]);
    expect(facts({ disabled: true, mustChangePassword: true })).toEqual(["已停用", "须改密码"]);
    expect(facts({ lockedUntil: 2_000 })).toEqual(["锁定到 10:40"]);
  });

  it("a lock that has run out is none", () => {
    expect(facts({ lockedUntil: 500 })).toEqual(["正常"]);
    expect(isLocked(row({ lockedUntil: 500 }), 1_000)).toBe(false);
  });
});

describe("the figures of ratings", () => {
  const answer: RatingsAnswer = {
    dayId: "2026-03-12",
    served: 9,
    unrated: 5,
    windows: [
      { windowId: "12", served: 6, grades: [1, 0, 0, 0, 2] },
      { windowId: "13", served: 3, grades: [0, 0, 0, 0, 1] },
    ],
    ratings: [],
    days: ["2026-03-11"],
  };

  it("counts each grade over all windows, best first, and marks the low ones [R2]", () => {
    const counts = gradeCounts(answer.windows);
    expect(counts.map((c) => [c.grade, c.count])).toEqual([
      [5, 3],
      [4, 0],
      [3, 0],
      [2, 0],
      [1, 1],
    ]);
    expect(counts.filter((c) => c.low).map((c) => c.grade)).toEqual([2, 1]);
    expect(ratedOf(answer.windows[0]!)).toBe(3);
  });

  it("offers the day that is shown, also before it has any service", () => {
    expect(daysOf(answer)).toEqual(["2026-03-12", "2026-03-11"]);
    expect(daysOf({ ...answer, dayId: "2026-03-11" })).toEqual(["2026-03-11"]);
  });
});

describe("the console's requests", () => {
  it("a problem document is a value, in both languages", async () => {
    const problem = { code: "window-taken", zh: "有人在用", en: "in use", status: 409 };
    const api = createApi(async () => new Response(JSON.stringify(problem), { status: 409 }));
    expect(await api.chooseWindow({ windowId: "12" })).toEqual({ ok: false, problem });
  });

  it("no answer and an answer that is no problem document are sentences, too", async () => {
    const away = createApi(async () => Promise.reject(new TypeError("Failed to fetch")));
    expect(await away.session()).toMatchObject({ ok: false, problem: { code: "no-answer" } });
    const odd = createApi(async () => new Response("<html>", { status: 502 }));
    expect(await odd.session()).toMatchObject({ ok: false, problem: { status: 502 } });
  });

  it("an id is sent as one part of the address", async () => {
    let asked = "";
    const api = createApi(async (input) => {
      asked = String(input);
      return new Response(null, { status: 204 });
    });
    expect(await api.revokeScreen("a/b")).toEqual({ ok: true, body: undefined });
    expect(asked).toBe("/console/api/screens/a%2Fb");
  });
});
