import type { DisplayLink } from "./display-link.ts";

/** A call has pulsed and sounded after this long, ms. In a busy hall a longer calm may never come. */
const CALM_MS = 4_000;

/**
 * Lets a page reload for a new version only while nobody is just reading or hearing a call.
 * @param calledAt hall time of the call that the page shows, or null
 */
export const reloadWhenCalm = (link: DisplayLink, calledAt: () => number | null): void => {
  link.idle = () => {
    const at = calledAt();
    return at === null || link.now - at > CALM_MS;
  };
};
