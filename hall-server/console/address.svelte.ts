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

  /** Puts the secret back for one loading of the page, which would be lost by it. */
  recall(hash: string): void {
    history.replaceState(null, "", hash);
  }
}
