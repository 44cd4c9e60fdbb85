import "#shared/ui/base.css";
import "#shared/ui/touch.css";
import "./pad.css";
import { mount } from "svelte";
import { HallLink } from "#shared/link/link.svelte.ts";
import { screenFromAddress } from "#shared/link/screen-params.ts";
import { enterScreenMode } from "#shared/ui/kiosk-mode.ts";
import Pad from "./Pad.svelte";

enterScreenMode("pad");
mount(Pad, {
  target: document.body,
  props: {
    link: new HallLink({ role: "screen", screen: screenFromAddress("pad", location.search) }),
  },
});
