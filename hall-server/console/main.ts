import "#shared/ui/base.css";
import "#shared/ui/touch.css";
import "./console.css";
import { mount } from "svelte";
import { HallLink } from "#shared/link/link.svelte.ts";
import { setLanguage } from "#shared/ui/locale.svelte.ts";
import { Address } from "./address.svelte.ts";
import { createApi } from "./api.ts";
import Console from "./Console.svelte";
import { watchIdle } from "./idle.ts";
import { rememberedLanguage } from "./language.ts";
import { ConsoleSession } from "./session.svelte.ts";

setLanguage(rememberedLanguage());
const link = new HallLink({ role: "console" });
link.idle = watchIdle();
const api = createApi();
const session = new ConsoleSession(api, link);
mount(Console, {
  target: document.body,
  props: { link, api, session, address: new Address() },
});
