import "#shared/ui/base.css";
import "#shared/ui/led.css";
import { mount } from "svelte";
import { HallLink } from "#shared/link/link.svelte.ts";
import { screenFromAddress } from "#shared/link/screen-params.ts";
import { enterScreenMode } from "#shared/ui/kiosk-mode.ts";
import WindowScreen from "./WindowScreen.svelte";

enterScreenMode("strip");
const link = new HallLink({
  role: "screen",
  screen: screenFromAddress("window", location.search),
});
mount(WindowScreen, { target: document.body, props: { link } });
