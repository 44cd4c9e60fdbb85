/**
 * Makes a page a screen: no context menu, no drag, no pinch, no selection (touch users meet menus by
 * long presses and zoom by accident). CSS does what it can in base.css; this does the rest.
 */
export const enterScreenMode = (device: string): void => {
  const root = document.documentElement;
  root.dataset["screen"] = "";
  root.dataset["device"] = device;
  const never = (event: Event) => event.preventDefault();
  for (const type of ["contextmenu", "dragstart", "selectstart", "gesturestart"])
    document.addEventListener(type, never);
  document.addEventListener(
    "wheel",
    (event) => {
      if (event.ctrlKey) event.preventDefault();
    },
    { passive: false },
  );
  document.addEventListener(
    "touchmove",
    (event) => {
      if (event.touches.length > 1) event.preventDefault();
    },
    { passive: false },
  );
};
