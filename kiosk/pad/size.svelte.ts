let large = $state(false);

/** Whether 大字 is on. */
export const isLarge = (): boolean => large;

/** Switches 大字 for the whole page: tokens.css scales the text by `data-size`. */
export const setLarge = (on: boolean): void => {
  large = on;
  document.documentElement.dataset["size"] = on ? "large" : "normal";
};
