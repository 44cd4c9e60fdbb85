import { describe, expect, test } from "vitest";
import { windowView, type WindowView } from "#display/window-view.ts";
import { openInstead } from "#display/where-to-go.ts";
import { fewerEntries } from "#display/window/wordings.ts";
import { SAMPLE_CONTENT, SampleHall } from "./hall.ts";

const view = (hall: SampleHall, windowId = "12"): WindowView => {
  const seen = windowView(hall.floor, SAMPLE_CONTENT, windowId);
  if (!seen.known) throw new Error("unknown window");
  return seen;
};

describe("what stands over a window", () => {
  test("[D16] number, unit and what is done there, from the documents", () => {
    expect(view(new SampleHall().open("12"))).toMatchObject({
      windowId: "12",
      unit: { name: "县市场监督管理局", shortName: "县市场监管局" },
      handles: "食品经营许可、营业执照",
    });
  });

  test("[D16] open, asked to come, being served, and the ticket with it", () => {
    const hall = new SampleHall().open("12").issue("business", 2);
    expect(view(hall)).toMatchObject({ status: "open", ticket: null, waiting: 2 });
    hall.call("12");
    expect(view(hall)).toMatchObject({ status: "called", ticket: { number: "A001" }, waiting: 1 });
    hall.do({ type: "StartService", windowId: "12" });
    expect(view(hall)).toMatchObject({ status: "serving", ticket: { number: "A001" } });
  });

  test("[D9] a recall carries its own id and moment, so that it pulses anew", () => {
    const hall = new SampleHall().open("12").issue("business").call("12");
    const first = view(hall).ticket;
    hall.wait(60_000).do({ type: "Recall", windowId: "12" });
    const second = view(hall).ticket;
    expect(second?.callId).not.toBe(first?.callId);
    expect(second?.calledAt).toBe(hall.now);
  });

  test("[D16] a paused window shows its last visitor until that visitor has left", () => {
    const hall = new SampleHall().open("12").issue("business").call("12");
    hall.do({ type: "PauseWindow", windowId: "12", reason: "午餐" });
    expect(view(hall)).toMatchObject({ status: "paused", ticket: { number: "A001" } });
    hall.do({ type: "FinishService", windowId: "12" });
    expect(view(hall)).toMatchObject({ status: "paused", ticket: null });
  });

  test("[D16] closed before it was opened, resting while the day is not open", () => {
    const hall = new SampleHall();
    expect(view(hall).status).toBe("closed");
    hall.open("12").do({ type: "CloseDay" });
    expect(view(hall)).toMatchObject({ status: "resting", ticket: null, staff: null });
  });

  test("[D18] who opened it, else who usually serves there, by the first words of the post", () => {
    const hall = new SampleHall().open("12");
    expect(view(hall).staff).toEqual({ name: "陈静怡", post: "首席代表" });
    hall.do({ type: "OpenWindow", windowId: "12", staffId: "s0208" });
    expect(view(hall).staff).toEqual({ name: "郭明轩", post: "登记注册岗" });
    hall.do({ type: "CloseWindow", windowId: "12" });
    expect(view(hall).staff).toBeNull();
  });

  test("[D20] a window that is not named or does not exist is no window", () => {
    const { floor } = new SampleHall();
    expect(windowView(floor, SAMPLE_CONTENT, null)).toEqual({ known: false, windowId: null });
    expect(windowView(floor, SAMPLE_CONTENT, "99")).toEqual({ known: false, windowId: "99" });
  });

  test("[D16] without documents the number and the state still stand", () => {
    const hall = new SampleHall().open("12").issue("business").call("12");
    expect(windowView(hall.floor, null, "12")).toMatchObject({
      windowId: "12",
      unit: null,
      handles: "",
      staff: null,
      status: "called",
      ticket: { number: "A001" },
    });
  });
});

describe("where to go instead", () => {
  const pause = (hall: SampleHall, windowId: string) =>
    hall.do({ type: "PauseWindow", windowId, reason: "午餐" });

  test("[D17] the open windows that serve the same, not the paused or closed ones", () => {
    const hall = pause(new SampleHall().open("12", "13", "14"), "12");
    expect(view(hall).instead).toEqual(["13", "14"]);
    pause(hall, "13");
    expect(view(hall).instead).toEqual(["14"]);
  });

  test("[D17] none where nobody else serves it, and then the desk", () => {
    const hall = pause(new SampleHall().open("11", "12"), "11");
    expect(view(hall, "11")).toMatchObject({ instead: [], desk: "1 楼服务台" });
  });

  test("[D17] three at most, those of its own zone first", () => {
    const hall = new SampleHall();
    const config = {
      ...hall.floor.config,
      windows: hall.floor.config.windows.map((w) => (w.id === "4" ? { ...w, zone: "2a" } : w)),
      services: hall.floor.config.services.map((s) =>
        s.id === "insurance" ? { ...s, windows: ["3", "4", "5", "6", "7"] } : s,
      ),
    };
    hall.do({ type: "ConfigureHall", config }).open("4", "5", "6", "7");
    expect(openInstead(hall.floor, "3")).toEqual(["5", "6", "4"]);
  });

  test("[D17] a window that serves only a part of it is no place to send everybody", () => {
    const hall = new SampleHall();
    const services = hall.floor.config.services.map((s) =>
      s.id === "tax" ? { ...s, windows: ["12", "31"] } : s,
    );
    hall.do({ type: "ConfigureHall", config: { ...hall.floor.config, services } });
    hall.open("13", "31");
    expect(openInstead(hall.floor, "12")).toEqual([]);
    expect(openInstead(hall.floor, "14")).toEqual(["13"]);
  });

  test("[D17] an open window sends nobody away", () => {
    expect(view(new SampleHall().open("12", "13")).instead).toEqual([]);
  });
});

test("[D16] what is done here is cut by whole entries", () => {
  expect(fewerEntries("户口登记、身份证、居住证")).toEqual([
    "户口登记、身份证、居住证",
    "户口登记、身份证",
    "户口登记",
  ]);
  expect(fewerEntries("")).toEqual([""]);
});
