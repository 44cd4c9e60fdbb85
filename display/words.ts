/** A name as it follows Chinese words: a digit or letter stands off by a blank, 请到 1 楼服务台. */
export const spaced = (name: string): string => (/^[0-9A-Za-z]/.test(name) ? ` ${name}` : name);
