import "#shared/ui/base.css";
import "#shared/ui/led.css";
import { mount } from "svelte";
import { HallLink } from "#shared/link/link.svelte.ts";
import { screenFromAddress } from "#shared/link/screen-params.ts";
import { enterScreenMode } from "#shared/ui/kiosk-mode.ts";
import Board from "./Board.svelte";

enterScreenMode("hall");
const link = new HallLink({
  role: "screen",
  screen: screenFromAddress("board", location.search),
});
mount(Board, { target: document.body, props: { link } });
