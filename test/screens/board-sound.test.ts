import { screen } from "@testing-library/svelte";
import { flushSync, mount, unmount } from "svelte";
import { afterEach, expect, test, vi } from "vitest";
import { announcements } from "#display/board/announcer.ts";
import { boardCalls } from "#display/board/calls.ts";
import Sound from "#display/board/Sound.svelte";
import { SampleHall } from "#test/display/hall.ts";
import { DisplayHall } from "./display-hall.svelte.ts";
import { HandBell } from "./hand-bell.svelte.ts";

let shown: object | null = null;
const close = async () => {
  if (shown) await unmount(shown);
  shown = null;
};
afterEach(close);

const hall = () => new SampleHall().issue("business", 5).open("12", "13");

/** Newest first, as the board hands them over. */
const said = (link: DisplayHall) => {
  const { newest, earlier } = boardCalls(link.floor.state, "", link.now);
  return announcements(newest ? [newest, ...earlier] : earlier);
};

const open = async (link: DisplayHall, bell = new HandBell()) => {
  const makeBell = vi.fn(() => bell);
  shown = mount(Sound, {
    target: document.body,
    props: {
      link,
      get calls() {
        return said(link);
      },
      makeBell,
    },
  });
  /** Lets the board see what was done, and every chime ring out. */
  const settle = async () => {
    flushSync();
    await new Promise((resolve) => setImmediate(resolve));
  };
  await settle();
  return { bell, makeBell, settle };
};

const ids = (link: DisplayHall) => link.floor.state.calls.map((call) => call.callId);

test("[D12] [D14] a speaker sounds every call and recall once and says so", async () => {
  const link = new DisplayHall("board", hall());
  link.speaks = true;
  const { bell, settle } = await open(link);
  link.then((h) => h.call("12", "13"));
  await settle();
  const [second, first] = ids(link);
  expect(link.heard).toEqual([first, second]);
  link.then((h) => h.wait(2_000).do({ type: "Recall", windowId: "12" }));
  await settle();
  expect(link.heard).toEqual([first, second, ids(link)[0]]);
  await settle();
  expect(bell.rung).toBe(3);
});

test("[D14] a board that does not speak never opens the loudspeaker, and takes over when it must", async () => {
  const link = new DisplayHall("board", hall());
  const { bell, makeBell, settle } = await open(link);
  link.then((h) => h.call("12"));
  await settle();
  expect(makeBell).not.toHaveBeenCalled();
  expect(link.sounds).toEqual(["none"]);
  link.speaks = true;
  await settle();
  expect(link.sounds.at(-1)).toBe("ready");
  expect(bell.rung).toBe(1);
  link.speaks = false;
  await settle();
  expect(link.sounds.at(-1)).toBe("none");
});

test("[D13] calls that are more than ten seconds old are never sounded", async () => {
  const link = new DisplayHall("board", hall().call("12").wait(10_001));
  link.speaks = true;
  const { bell } = await open(link);
  expect(bell.rung).toBe(0);
  expect(link.heard).toEqual([]);
});

test("[D15] a silenced speaker asks for a touch, and sounds what is still fresh after it", async () => {
  const link = new DisplayHall("board", hall());
  link.speaks = true;
  const bell = new HandBell();
  bell.state = "blocked";
  const { settle } = await open(link, bell);
  expect(screen.getByRole("status").textContent).toBe("声音未开启，请点一下屏幕");
  expect(link.sounds.at(-1)).toBe("blocked");
  link.then((h) => h.call("12"));
  await settle();
  expect(bell.rung).toBe(0);
  bell.state = "ready";
  await settle();
  expect(screen.queryByRole("status")).toBeNull();
  expect(link.sounds.at(-1)).toBe("ready");
  expect(link.heard).toEqual(ids(link));
});

test("[D14] it says again how its sound stands after every reconnection", async () => {
  const link = new DisplayHall("board", hall());
  link.speaks = true;
  const { settle } = await open(link);
  const before = link.sounds.length;
  link.online = false;
  await settle();
  link.online = true;
  await settle();
  expect(link.sounds.slice(before)).toEqual(["ready"]);
});

test("the loudspeaker is let go with the page", async () => {
  const link = new DisplayHall("board", hall());
  link.speaks = true;
  const { bell } = await open(link);
  await close();
  expect(bell.closed).toBe(true);
});
