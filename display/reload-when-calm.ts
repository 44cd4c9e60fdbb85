import type { DisplayLink } from "./display-link.ts";
import { isFresh } from "./fresh.ts";

/**
 * Lets a page reload for a new version only while nobody is just reading or hearing a call.
 * @param calledAt hall time of the call that the page shows, or null
 */
export const reloadWhenCalm = (link: DisplayLink, calledAt: () => number | null): void => {
  link.idle = () => {
    const at = calledAt();
    return at === null || !isFresh(at, link.now);
  };
};
