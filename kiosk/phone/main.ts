import "#shared/ui/base.css";
import "#shared/ui/touch.css";
import "./phone.css";
import { mount } from "svelte";
import Phone from "./Phone.svelte";
import { ticketOfAddress } from "./ticket.ts";
import { askHall, TicketWatch } from "./watch.svelte.ts";

const { number, secret } = ticketOfAddress(location);
const watch = number && secret ? new TicketWatch(() => askHall(number, secret)) : null;
mount(Phone, { target: document.body, props: { number, watch } });
watch?.visible(document.visibilityState === "visible");
// Scanning the next ticket into the same tab changes the address only behind the #.
addEventListener("hashchange", () => location.reload());
