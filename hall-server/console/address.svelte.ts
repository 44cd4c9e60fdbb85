/** The part of the page's address after `#`, as a reactive value. One per page. */
export class Address {
  hash = $state(location.hash);

  constructor() {
    addEventListener("hashchange", () => {
      this.hash = location.hash;
    });
  }

  /** Takes a secret out of the address, so that it stays in no history and no picture of the screen. */
  forget(): void {
    history.replaceState(null, "", location.pathname + location.search);
    this.hash = "";
  }
}
