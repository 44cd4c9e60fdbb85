import { networkInterfaces } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";

/** How this hall runs. Every value comes from a flag, else the environment, else its default. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  /** The data folder, absolute. */
  readonly data: string;
  /** The address phones reach the hall at, without a slash at the end; null to use the LAN address. */
  readonly publicUrl: string | null;
  /** Whether an empty data folder gets the sample hall. */
  readonly sample: boolean;
  /** Whether screens on the server's own machine need no pairing. */
  readonly trustLocal: boolean;
  /** Minutes without a press after which a console signs out. */
  readonly idleMinutes: number;
  /** Hour (0–23) from which a new date means a new service day. */
  readonly dayStartHour: number;
  readonly logLevel: "silent" | "error" | "warn" | "info" | "debug";
  /** Serves the screens from source with hot reload. */
  readonly dev: boolean;
}

/** A setting that cannot be used: one line that says which, why and what to do. */
export class SettingError extends Error {
  override readonly name = "SettingError";
}

type Read<T> = (text: string, name: string) => T;

const integer =
  (min: number, max: number): Read<number> =>
  (text, name) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    throw new SettingError(`${name}=${text} is not a whole number from ${min} to ${max}.`);
  };

const onOff: Read<boolean> = (text, name) => {
  if (text === "on" || text === "off") return text === "on";
  throw new SettingError(`${name}=${text} must be "on" or "off".`);
};

const oneOf =
  <const T extends string>(...values: readonly T[]): Read<T> =>
  (text, name) => {
    const found = values.find((v) => v === text);
    if (found !== undefined) return found;
    throw new SettingError(`${name}=${text} must be one of ${values.join(", ")}.`);
  };

const host: Read<string> = (text, name) => {
  if (/^[\w.:-]+$/.test(text)) return text;
  throw new SettingError(`${name}=${text} is not a host name or address.`);
};

const url: Read<string> = (text, name) => {
  const parsed = URL.parse(text);
  if (parsed && /^https?:$/.test(parsed.protocol) && !parsed.search && !parsed.hash)
    return parsed.href.replace(/\/$/, "");
  throw new SettingError(`${name}=${text} is not an address like http://hall.example.cn:4000.`);
};

/**
 * Reads the settings.
 * @throws SettingError with one line for people
 */
export const readSettings = (
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Settings => {
  const values = ((): Record<string, string | boolean | undefined> => {
    try {
      return parseArgs({
        args: [...argv],
        options: {
          port: { type: "string" },
          host: { type: "string" },
          data: { type: "string" },
          "public-url": { type: "string" },
          sample: { type: "string" },
          "trust-local": { type: "string" },
          "idle-minutes": { type: "string" },
          "day-start-hour": { type: "string" },
          "log-level": { type: "string" },
          dev: { type: "boolean" },
        },
      }).values;
    } catch (error) {
      throw new SettingError((error as Error).message.split("\n")[0]!);
    }
  })();
  const read = <T>(flag: string, reader: Read<T>, fallback: T): T => {
    const name = `HALL_${flag.replaceAll("-", "_").toUpperCase()}`;
    const given = values[flag];
    if (typeof given === "string") return reader(given, `--${flag}`);
    const fromEnv = env[name];
    return fromEnv === undefined || fromEnv === "" ? fallback : reader(fromEnv, name);
  };
  return {
    port: read("port", integer(0, 65_535), 4000),
    host: read("host", host, "0.0.0.0"),
    data: read("data", (text) => resolve(text), resolve(".hall")),
    publicUrl: read<string | null>("public-url", url, null),
    sample: read("sample", onOff, true),
    trustLocal: read("trust-local", onOff, true),
    idleMinutes: read("idle-minutes", integer(1, 24 * 60), 60),
    dayStartHour: read("day-start-hour", integer(0, 23), 5),
    logLevel: read("log-level", oneOf("silent", "error", "warn", "info", "debug"), "warn"),
    dev: values["dev"] === true,
  };
};

/** This machine's first address on the local network, or null when it has none. */
export const lanAddress = (): string | null => {
  for (const addresses of Object.values(networkInterfaces()))
    for (const { family, internal, address } of addresses ?? [])
      if (family === "IPv4" && !internal && !address.startsWith("169.254.")) return address;
  return null;
};

/**
 * The address a phone can reach this hall at: HALL_PUBLIC_URL, else the LAN address; null where
 * neither exists (bound to loopback, or no network), and then no QR code is shown.
 */
export const phoneBase = (settings: Settings, port: number): string | null => {
  if (settings.publicUrl) return settings.publicUrl;
  if (/^(127\.|localhost$|::1$)/.test(settings.host)) return null;
  const address = lanAddress();
  return address && `http://${address}:${port}`;
};
