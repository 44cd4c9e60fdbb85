import { choose, isMark } from "./typing.ts";

/**
 * Makes the options of a form choosable by their marks ("1", "A", "12"): typing one selects and
 * focuses it. Keys typed into a text field stay the field's own.
 * @returns an attachment for the form
 */
export const chooseByTyping = (form: HTMLFormElement): (() => void) => {
  let typed = "";
  const onkeydown = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    if (target.matches("input:not([type=radio]), textarea")) return;
    if (event.ctrlKey || event.altKey || event.metaKey || !isMark(event.key)) return;
    const options = [...form.querySelectorAll<HTMLElement>("[data-mark]")];
    const chosen = choose(
      options.map((option) => option.dataset["mark"] ?? ""),
      typed,
      event.key,
    );
    typed = chosen.typed;
    const option = options[chosen.index];
    if (!option) return;
    event.preventDefault();
    option.focus();
    if (option.matches("[type=radio]")) option.click();
  };
  form.addEventListener("keydown", onkeydown);
  return () => form.removeEventListener("keydown", onkeydown);
};
