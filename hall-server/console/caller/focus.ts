/** Whether a control uses keys for its own text. */
export const takesText = (element: Element | null): boolean =>
  element?.matches("input, textarea, select, [contenteditable]") ?? false;

/** Whether the focus is on a control that Space and Enter press, other than the large button. */
export const isOtherControl = (element: Element | null, main: Element | undefined): boolean =>
  element !== null && element !== main && element.matches("button, a[href], [role=menuitem]");

/** Moves the focus one step along the controls of the right-hand side; the first or last from elsewhere. */
export const stepFocus = (root: ParentNode, by: 1 | -1): void => {
  const stops = [...root.querySelectorAll<HTMLElement>("[data-step]")];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  const next = at < 0 ? (by > 0 ? 0 : stops.length - 1) : (at + by + stops.length) % stops.length;
  stops[next]?.focus();
};

/** Whether a question lies over the page: every key is its own. */
export const hasOpenQuestion = (): boolean => document.querySelector("dialog[open]") !== null;
