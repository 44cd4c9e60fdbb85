import { Refused } from "./refused.ts";

/** Who hears of a document's elements, in their order. Names come without their prefix. */
export interface XmlListener {
  readonly open: (name: string, attribute: (name: string) => string | null) => void;
  readonly close: (name: string) => void;
  readonly text: (text: string) => void;
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

const entity = (whole: string, name: string): string => {
  if (!name.startsWith("#")) return ENTITIES.get(name) ?? whole;
  const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
};

const unescape = (text: string): string =>
  text.includes("&") ? text.replace(/&(#?\w{1,10});/g, entity) : text;

const damaged = (): Refused =>
  new Refused("表格内部的内容已损坏，读不出来；请用表格软件打开，另存为 .xlsx 后再导入。");

const DOUBLE_QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;
const SLASH = 0x2f;
const GREATER = 0x3e;

/** Where a tag ends: the first `>` outside quotes. */
const tagEnd = (xml: string, from: number): number => {
  let quote = 0;
  for (let at = from; at < xml.length; at++) {
    const sign = xml.charCodeAt(at);
    if (quote) {
      if (sign === quote) quote = 0;
    } else if (sign === GREATER) return at;
    else if (sign === DOUBLE_QUOTE || sign === SINGLE_QUOTE) quote = sign;
  }
  throw damaged();
};

const localName = (name: string): string => name.slice(name.indexOf(":") + 1);

/** Looks an attribute up by its local name. By hand: a pattern could be made to run for hours. */
const attributeIn =
  (attributes: string) =>
  (wanted: string): string | null => {
    for (let at = 0; ;) {
      const equals = attributes.indexOf("=", at);
      if (equals < 0) return null;
      const value = attributes.slice(equals + 1, equals + 20).search(/["']/) + equals + 1;
      const quote = attributes[value];
      if (value === equals || quote === undefined) return null;
      const end = attributes.indexOf(quote, value + 1);
      if (end < 0) return null;
      if (localName(attributes.slice(at, equals).trim()) === wanted)
        return unescape(attributes.slice(value + 1, end));
      at = end + 1;
    }
  };

const CDATA = "<![CDATA[";

/** What is no element, and what ends it. */
const ASIDE: readonly (readonly [begin: string, end: string])[] = [
  ["<?", "?>"],
  ["<!--", "-->"],
  [CDATA, "]]>"],
];

/**
 * Walks an XML document from front to back, holding nothing: enough for the parts of a workbook.
 * Entities of its own making are not expanded.
 * @throws Refused for a document that breaks off or brings a document type
 */
export const scanXml = (xml: string, { open, close, text }: XmlListener): void => {
  let at = 0;
  let depth = 0;
  for (;;) {
    const begin = xml.indexOf("<", at);
    if (begin < 0) break;
    if (begin > at) text(unescape(xml.slice(at, begin)));
    const sign = xml[begin + 1];
    if (sign === "?" || sign === "!") {
      const aside = ASIDE.find(([start]) => xml.startsWith(start, begin));
      if (!aside) throw damaged();
      const inside = begin + aside[0].length;
      const end = xml.indexOf(aside[1], inside);
      if (end < 0) throw damaged();
      if (aside[0] === CDATA) text(xml.slice(inside, end));
      at = end + aside[1].length;
      continue;
    }
    const end = tagEnd(xml, begin + 1);
    at = end + 1;
    if (sign === "/") {
      depth -= 1;
      close(localName(xml.slice(begin + 2, end).trim()));
      continue;
    }
    const empty = xml.charCodeAt(end - 1) === SLASH;
    const tag = xml.slice(begin + 1, empty ? end - 1 : end);
    const nameEnd = tag.search(/\s/);
    const name = localName(nameEnd < 0 ? tag : tag.slice(0, nameEnd));
    open(name, attributeIn(nameEnd < 0 ? "" : tag.slice(nameEnd)));
    if (empty) close(name);
    else depth += 1;
  }
  if (depth !== 0) throw damaged();
};

const encodingOf = ([first, second]: Uint8Array): string => {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return "utf-8";
};

/**
 * Decodes a part of a workbook: UTF-8, or UTF-16 where its first bytes say so.
 * @throws Refused for bytes that are neither
 */
export const decodeXml = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch {
    throw damaged();
  }
};
