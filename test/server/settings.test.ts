import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { phoneBase, readSettings, SettingError } from "#hall-server/settings.ts";

describe("settings", () => {
  it("have defaults that a fresh clone can start with", () => {
    expect(readSettings([], {})).toMatchObject({
      port: 4000,
      host: "0.0.0.0",
      data: resolve(".hall"),
      publicUrl: null,
      sample: true,
      trustLocal: true,
    });
  });

  it("come from a flag, else from the environment", () => {
    const env = { HALL_PORT: "4100", HALL_SAMPLE: "off", HALL_TRUST_LOCAL: "off" };
    expect(readSettings([], env)).toMatchObject({ port: 4100, sample: false, trustLocal: false });
    expect(readSettings(["--port", "4200"], env).port).toBe(4200);
  });

  it.each([
    [{ HALL_PORT: "abc" }, "HALL_PORT=abc"],
    [{ HALL_PORT: "70000" }, "HALL_PORT=70000"],
    [{ HALL_PORT: "40.5" }, "HALL_PORT=40.5"],
    [{ HALL_SAMPLE: "yes" }, "HALL_SAMPLE=yes"],
    [{ HALL_HOST: "not a host" }, "HALL_HOST=not a host"],
    [{ HALL_PUBLIC_URL: "hall.example.cn" }, "HALL_PUBLIC_URL=hall.example.cn"],
    [{ HALL_PUBLIC_URL: "ftp://hall" }, "HALL_PUBLIC_URL=ftp://hall"],
    [{ HALL_LOG_LEVEL: "loud" }, "HALL_LOG_LEVEL=loud"],
  ])("refuse %j in one line that names it", (env, named) => {
    const attempt = () => readSettings([], env);
    expect(attempt).toThrow(SettingError);
    expect(attempt).toThrow(named);
    expect(attempt).not.toThrow("\n");
  });

  it("refuse a flag nobody knows", () => {
    expect(() => readSettings(["--colour", "red"], {})).toThrow(SettingError);
  });

  it("say where a phone reaches the hall, or that it cannot", () => {
    const settings = readSettings([], {});
    expect(phoneBase({ ...settings, publicUrl: "https://hall.example.cn" }, 4000)).toBe(
      "https://hall.example.cn",
    );
    expect(phoneBase({ ...settings, host: "127.0.0.1" }, 4000)).toBeNull();
  });
});
