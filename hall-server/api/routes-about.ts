import { docsPage } from "./docs-page.ts";
import { DOCS_POLICY } from "./docs-style.ts";
import type { OpenApiDocument } from "./openapi.ts";
import type { Operation } from "./operation.ts";
import { both } from "./words.ts";

/**
 * The API about itself.
 * @param describe makes the description, which holds these two calls as well; called once
 */
export const aboutRoutes = (describe: () => OpenApiDocument): readonly Operation[] => {
  let made: OpenApiDocument | null = null;
  const document = () => (made ??= describe());
  let page: string | null = null;
  return [
    {
      id: "getOpenApi",
      method: "get",
      path: "/openapi.json",
      tag: "about",
      summary: "接口描述 · This description",
      description: both("OpenAPI 3.1 文档。", "As an OpenAPI 3.1 document."),
      roles: null,
      body: null,
      answers: [{ status: 200, description: both("接口描述", "The document"), schema: null }],
      refusals: [],
      serve: ({ response }) => {
        response.set("Cache-Control", "no-cache").json(document());
      },
    },
    {
      id: "getDocs",
      method: "get",
      path: "/docs",
      tag: "about",
      summary: "接口说明页 · This description for people",
      description: both("同一份描述，供人阅读。", "The same description as a page."),
      roles: null,
      body: null,
      answers: [
        { status: 200, description: both("网页", "A page"), type: "text/html", schema: null },
      ],
      refusals: [],
      serve: ({ response }) => {
        page ??= docsPage(document());
        response
          .set("Cache-Control", "no-cache")
          .set("Content-Security-Policy", DOCS_POLICY)
          .type("html")
          .send(page);
      },
    },
  ];
};
