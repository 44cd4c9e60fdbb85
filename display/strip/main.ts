import "#shared/ui/base.css";
import "#shared/ui/led.css";
import { mount } from "svelte";
import { HallLink } from "#shared/link/link.svelte.ts";
import { screenFromAddress } from "#shared/link/screen-params.ts";
import { enterScreenMode } from "#shared/ui/kiosk-mode.ts";
import Strip from "./Strip.svelte";

enterScreenMode("ledbar");
const link = new HallLink({
  role: "screen",
  screen: screenFromAddress("strip", location.search),
});
mount(Strip, { target: document.body, props: { link } });
