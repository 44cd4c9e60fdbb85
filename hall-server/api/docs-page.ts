import { DOCS_STYLE } from "./docs-style.ts";
import { type Html, html, type Piece } from "./html.ts";
import type { DocumentedCall, DocumentedResponse, JsonSchema, OpenApiDocument } from "./openapi.ts";
import { both } from "./words.ts";

/** A sentence; what stands between backticks is code. */
const sentence = (words: string): Html[] =>
  words.split("`").map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));

/** One paragraph per language. */
const paragraphs = (words: string): Html[] =>
  words
    .split("\n\n")
    .map((p, i) => (i === 0 ? html`<p>${sentence(p)}</p>` : html`<p lang="en">${sentence(p)}</p>`));

const range = (low: number | undefined, high: number | undefined): string =>
  low === undefined && high === undefined ? "" : ` ${low ?? ""}–${high ?? ""}`;

const REF = "#/components/schemas/";

const DEFAULT_BOUND = Number.MAX_SAFE_INTEGER;

/** A bound worth a reader's attention; every integer has the largest one there is. */
const bound = (value: number | undefined): number | undefined =>
  value !== undefined && Math.abs(value) < DEFAULT_BOUND ? value : undefined;

class Page {
  readonly #document: OpenApiDocument;
  constructor(document: OpenApiDocument) {
    this.#document = document;
  }

  /** The schema itself, behind its name and its "or null". */
  #resolve(schema: JsonSchema): { readonly schema: JsonSchema; readonly nullable: boolean } {
    if (schema.$ref !== undefined)
      return this.#resolve(this.#document.components.schemas[schema.$ref.slice(REF.length)] ?? {});
    const [first, ...others] = schema.anyOf?.filter((branch) => branch.type !== "null") ?? [];
    if (first && others.length === 0)
      return { schema: this.#resolve(first).schema, nullable: true };
    const nullable = Array.isArray(schema.type) && schema.type.includes("null");
    return { schema, nullable };
  }

  #typeOf(given: JsonSchema): string {
    const { schema, nullable } = this.#resolve(given);
    const types = [schema.type ?? []].flat().filter((type) => type !== "null");
    const base = schema.enum
      ? schema.enum.join(" | ")
      : schema.items
        ? `${this.#typeOf(schema.items)}[]${range(undefined, schema.maxItems)}`
        : types.join(" | ") +
          range(schema.minLength, schema.maxLength) +
          range(bound(schema.minimum), bound(schema.maximum));
    return nullable ? `${base} | null` : base;
  }

  /** A row for every field, those of nested objects under their path. */
  #rows(given: JsonSchema, path = "", oneOfSeveral = false): Html[] {
    const { schema } = this.#resolve(given);
    if (schema.items) return this.#rows(schema.items, `${path}[]`);
    if (schema.anyOf) return schema.anyOf.flatMap((branch) => this.#rows(branch, path, true));
    return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
      const at = path ? `${path}.${name}` : name;
      const optional = oneOfSeveral || !schema.required?.includes(name);
      return [
        html`<tr>
          <td><code>${at}</code>${optional ? "?" : ""}</td>
          <td>${this.#typeOf(field)}</td>
          <td>${paragraphs(field.description ?? "")}</td>
        </tr>`,
        ...this.#rows(field, at),
      ];
    });
  }

  #table(rows: readonly Html[], title: string): Piece {
    if (rows.length === 0) return "";
    return html`<h4>${title}</h4>
      <table>
        <thead>
          <tr>
            <th scope="col">名称 Name (? optional)</th>
            <th scope="col">类型 Type</th>
            <th scope="col">说明 Meaning</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>`;
  }

  #parameters({ parameters }: DocumentedCall): Piece {
    const rows = parameters.map(
      ({ name, in: place, required, schema, description }) =>
        html`<tr>
          <td><code>${name}</code>${required ? "" : "?"}</td>
          <td>${place}, ${this.#typeOf(schema)}</td>
          <td>${paragraphs(description)}</td>
        </tr>`,
    );
    return this.#table(rows, "参数 Parameters");
  }

  #request({ requestBody }: DocumentedCall): Piece {
    const media = requestBody?.content["application/json"];
    if (!media) return "";
    const rows = this.#rows(media.schema);
    if (rows.length === 0) return "";
    return html`${this.#table(rows, "请求 Request")}
      <pre>${JSON.stringify(media.example, null, 2)}</pre>`;
  }

  #answer([status, { content }]: [string, DocumentedResponse]): Piece {
    const media = content["application/json"];
    if (!media || media.example === undefined) return "";
    return html`${this.#table(this.#rows(media.schema), `应答 Answer ${status}`)}
      <pre>${JSON.stringify(media.example, null, 2)}</pre>`;
  }

  #refusals(responses: readonly [string, DocumentedResponse][]): Html {
    const rows = responses.flatMap(([status, { content }]) =>
      Object.entries(content["application/problem+json"]?.examples ?? {}).map(
        ([code, { value }]) =>
          html`<tr>
            <td><code>${code}</code></td>
            <td>${status}</td>
            <td>${paragraphs(both(value.zh, value.en))}</td>
          </tr>`,
      ),
    );
    return html`<details>
      <summary>可能的错误 Refusals (${rows.length})</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">代码 Code</th>
            <th scope="col">状态 Status</th>
            <th scope="col">说明 Meaning</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </details>`;
  }

  #call(path: string, method: string, call: DocumentedCall): Html {
    const responses = Object.entries(call.responses);
    const roles = call["x-roles"]?.join(", ");
    return html`<article id="${call.operationId}">
      <h3>${call.summary}</h3>
      <p>
        <code><b class="method">${method.toUpperCase()}</b> ${this.#base}${path}</code>
      </p>
      ${paragraphs(call.description)}
      <p>${roles ? `密钥角色 Key: ${roles}` : "公开 Public"}</p>
      ${this.#parameters(call)} ${this.#request(call)}
      ${responses.map((response) => this.#answer(response))} ${this.#refusals(responses)}
    </article>`;
  }

  get #base(): string {
    return this.#document.servers[0]?.url ?? "";
  }

  render(): string {
    const { info, tags, paths } = this.#document;
    const calls = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, call]) => ({ path, method, call })),
    );
    const links = calls.map(
      ({ path, method, call }) =>
        html`<li>
          <code><b class="method">${method.toUpperCase()}</b></code>
          <a href="#${call.operationId}"><code>${path}</code></a>
        </li>`,
    );
    const groups = tags.map(({ name, description }) => {
      const mine = calls.filter(({ call }) => call.tags.some((tag) => tag === name));
      return html`<section>
        <h2>${description.replace("\n\n", " · ")}</h2>
        ${mine.map(({ path, method, call }) => this.#call(path, method, call))}
      </section>`;
    });
    return html`<!doctype html>
      <html lang="zh-CN">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${info.title}</title>
          <link rel="icon" href="/favicon.svg" />
          ${DOCS_STYLE}
        </head>
        <body>
          <header>
            <h1>${info.title} v${info.version}</h1>
            ${paragraphs(info.description)}
            <p><a href="openapi.json">openapi.json</a></p>
          </header>
          <nav>
            <ul>
              ${links}
            </ul>
          </nav>
          <main>${groups}</main>
        </body>
      </html>`.text.trim();
  }
}

/** The description as a page for people: no script, nothing loaded, everything escaped. */
export const docsPage = (document: OpenApiDocument): string => new Page(document).render();
