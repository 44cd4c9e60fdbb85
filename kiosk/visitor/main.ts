import "#shared/ui/base.css";
import "#shared/ui/touch.css";
import "./kiosk.css";
import { mount } from "svelte";
import { HallLink } from "#shared/link/link.svelte.ts";
import { screenFromAddress } from "#shared/link/screen-params.ts";
import { enterScreenMode } from "#shared/ui/kiosk-mode.ts";
import Kiosk from "./Kiosk.svelte";

enterScreenMode("kiosk");
const link = new HallLink({ role: "screen", screen: screenFromAddress("kiosk", location.search) });
mount(Kiosk, { target: document.body, props: { link } });
