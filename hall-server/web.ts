import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import express, { type Express, type RequestHandler, type Response } from "express";
import helmet from "helmet";
import type { ViteDevServer } from "vite";
import type { HallContext } from "./context.ts";
import { PAGES } from "./pages.ts";

const ROOT = join(import.meta.dirname, "..");
/** Where the built screens lie. */
export const DIST = join(ROOT, "dist");

/** The headers of every answer. */
export const securityHeaders = (dev: boolean): RequestHandler =>
  helmet({
    // Without upgrade-insecure-requests: a hall's LAN is plain HTTP and the page would be dead.
    contentSecurityPolicy: dev
      ? false
      : {
          useDefaults: false,
          directives: {
            "default-src": ["'self'"],
            "style-src": ["'self'", "'unsafe-inline'"],
            "img-src": ["'self'", "data:"],
            "connect-src": ["'self'", "ws:", "wss:"],
            "object-src": ["'none'"],
            "base-uri": ["'none'"],
            "form-action": ["'self'"],
            "frame-ancestors": ["'self'"],
          },
        },
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    referrerPolicy: { policy: "no-referrer" },
  });

/**
 * Serves the screens: pages, assets, published content. Everything is ours, nothing comes from
 * elsewhere.
 */
export const serveScreens = (
  app: Express,
  context: HallContext,
  vite: ViteDevServer | null,
): void => {
  app.get("/content.json", (_request, response) => {
    response.set("Cache-Control", "no-cache").json(context.published().content);
  });
  app.get("/favicon.svg", (_request, response) => {
    response.sendFile(join(ROOT, "shared/ui/favicon.svg"), { maxAge: "1d" });
  });
  app.get("/favicon.ico", (_request, response) => {
    response.redirect(301, "/favicon.svg");
  });
  app.get("/", (_request, response) => {
    response.redirect("/console/");
  });
  if (!vite)
    app.use(
      "/assets",
      express.static(join(DIST, "assets"), { immutable: true, maxAge: "1y", index: false }),
    );
  for (const [path, file] of Object.entries(PAGES)) {
    // The ticket's page has the number in its path; all others stand alone.
    const route = path === "/t/" ? "/t/:number" : path;
    app.get(route, async (request, response: Response) => {
      // A page's relative assets need the slash at the end.
      if (route === path && !request.path.endsWith("/"))
        return response.redirect(301, path + new URL(request.url, "http://hall").search);
      if (!vite)
        return response.sendFile(join(DIST, file), { headers: { "Cache-Control": "no-cache" } });
      const source = await readFile(join(ROOT, file), "utf8");
      // The page's address is not its file's: its script is named from the project's folder.
      const rooted = source.replace('src="./', `src="/${dirname(file)}/`);
      const page = await vite.transformIndexHtml(`/${file}`, rooted);
      return response.type("html").send(page);
    });
  }
  if (vite) app.use(vite.middlewares);
};
