import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import type { Component } from "svelte";
import { afterEach, expect, test } from "vitest";
import Connecting from "#hall-server/console/entry/Connecting.svelte";
import Lazy from "#hall-server/console/Lazy.svelte";
import { loadAnew } from "#hall-server/console/pages.ts";
import { until } from "./console-hall.svelte.ts";

afterEach(cleanup);

test("a page that is fetched says so calmly, then stands there", async () => {
  render(Lazy, {
    props: { load: async () => ({ default: Connecting as Component }), props: {} },
  });
  expect(screen.getByRole("status").textContent).toBe("正在打开…");
  await screen.findByText(/正在连接大厅系统/);
});

test("a page that cannot be fetched can be tried again", async () => {
  let asked = 0;
  render(Lazy, {
    props: {
      load: () => Promise.reject(new TypeError("away")),
      props: {},
      again: async () => {
        asked += 1;
        return false;
      },
    },
  });
  await screen.findByText(/暂时连不上/);
  for (const times of [1, 2]) {
    await fireEvent.click(screen.getByRole("button", { name: "再试一次" }));
    await until(() => expect(screen.getByRole("status").textContent).toContain("暂时连不上"));
    expect(asked).toBe(times);
  }
});

test("the console is loaded anew only when the hall answers", async () => {
  let loaded = 0;
  const reload = () => {
    loaded += 1;
  };
  expect(await loadAnew(reload, () => Promise.reject(new TypeError("away")))).toBe(false);
  expect(await loadAnew(reload, async () => new Response("", { status: 502 }))).toBe(false);
  expect(loaded).toBe(0);
  expect(await loadAnew(reload, async () => new Response("<!doctype html>"))).toBe(true);
  expect(loaded).toBe(1);
});
