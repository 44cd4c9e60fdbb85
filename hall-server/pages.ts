/** The pages of the hall: address → entry, relative to the project. The build and the server read this. */
export const PAGES: Readonly<Record<string, string>> = {
  "/kiosk/": "kiosk/visitor/index.html",
  "/pad/": "kiosk/pad/index.html",
  "/t/": "kiosk/phone/index.html",
  "/display/board/": "display/board/index.html",
  "/display/window/": "display/window/index.html",
  "/display/strip/": "display/strip/index.html",
  "/console/": "hall-server/console/index.html",
};
