import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { apiClient, freePort, HallProcess } from "../hall-process.ts";

const ROOT = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "mingting-start-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the server's main program to its end; for starts that have to fail. */
const startAndFail = (env: Record<string, string>) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["hall-server/main.ts"], {
    cwd: ROOT,
    env: { ...process.env, HALL_DATA: join(folder, "data"), ...env },
    encoding: "utf8",
    timeout: 20_000,
  });
  return { status, stdout, lines: stderr.trim().split("\n") };
};

describe("starting the hall", () => {
  it("prints every screen's address, and a one-time link while there is no administrator", async () => {
    const hall = await HallProcess.start();
    for (const path of ["/kiosk/", "/pad/", "/display/board/", "/display/window/", "/console/"])
      expect(hall.output).toContain(`http://localhost:${hall.port}${path}`);
    const token = hall.setupLink.split("#setup=")[1];
    const body = { token, username: "admin", name: "王芳", password: "mingchuan2026" };
    const setUp = (origin: string) =>
      fetch(`${hall.url}/console/api/setup`, {
        method: "POST",
        headers: { "Content-Type": "application/json", Origin: origin },
        body: JSON.stringify(body),
      });
    expect((await setUp("http://evil.test")).status).toBe(403);
    expect((await setUp(hall.url)).ok).toBe(true);
    expect((await setUp(hall.url)).status).toBe(409);
    expect(await hall.end("SIGINT")).toBe(0);
    await hall.run();
    expect(hall.output).not.toContain("#setup=");
    await hall.remove();
  });

  it("names a wrong setting in one line and exits with 2", () => {
    const { status, lines, stdout } = startAndFail({ HALL_PORT: "door" });
    expect([status, lines.length, stdout]).toEqual([2, 1, ""]);
    expect(lines[0]).toContain("HALL_PORT=door");
  });

  it("names a port that is in use, and how to choose another", async () => {
    const port = await freePort();
    const taken = createServer().listen(port, "0.0.0.0");
    await new Promise((resolve) => taken.once("listening", resolve));
    const { status, lines } = startAndFail({ HALL_PORT: String(port) });
    taken.close();
    expect([status, lines.length]).toEqual([2, 1]);
    expect(lines[0]).toContain(String(port));
    expect(lines[0]).toContain("HALL_PORT=");
  });

  it("refuses a data folder that another hall owns", async () => {
    const hall = await HallProcess.start();
    const { status, lines } = startAndFail({
      HALL_DATA: hall.data,
      HALL_PORT: String(await freePort()),
    });
    expect(status).toBe(2);
    expect(lines).toHaveLength(1);
    await hall.remove();
  });

  it("starts an empty hall with HALL_SAMPLE=off, and opens the service day", async () => {
    const hall = await HallProcess.start({ HALL_SAMPLE: "off" });
    const answer = await fetch(`${hall.url}/api/v1/hall`);
    expect(await answer.json()).toMatchObject({
      services: [],
      windows: [],
      dayId: expect.stringMatching(/^\d{4}-/),
    });
    await hall.remove();
  });

  it("drains and exits clean on SIGTERM, and stands where it stood", async () => {
    const hall = await HallProcess.start();
    const call = apiClient(hall.url, await hall.key());
    const answers = Promise.all(
      Array.from({ length: 20 }, () => call("POST", "/tickets", { serviceId: "tax" })),
    );
    const numbers = (await answers).map((a) => a.body["number"]);
    expect(await hall.end("SIGTERM")).toBe(0);
    await hall.run();
    const { body } = await call("POST", "/tickets", { serviceId: "tax" });
    expect(numbers).toContain("F020");
    expect(body["number"]).toBe("F021");
    await hall.remove();
  });
});

describe("the command line", () => {
  it("works on the running hall and on a stopped one, and prints nothing but its answer", async () => {
    const hall = await HallProcess.start();
    const made = await hall.command("key", "create", "machine", "--role", "issuer");
    expect([made.exit, made.err]).toEqual([0, ""]);
    const key = made.out.trim().split("\n").at(-1)!;
    const call = apiClient(hall.url, key);
    expect((await call("POST", "/tickets", { serviceId: "tax" })).status).toBe(201);
    expect((await call("POST", "/windows/31/open", {})).status).toBe(403);
    expect((await hall.command("status")).out).toContain("1 tickets, 1 waiting");
    await hall.end();
    expect((await hall.command("key", "list")).out).toContain("machine\tissuer");
    expect((await hall.command("key", "revoke", "machine")).exit).toBe(0);
    expect((await hall.command("verify")).out).toContain("whole");
    await hall.run();
    expect((await call("POST", "/tickets", { serviceId: "tax" })).status).toBe(401);
    for (const wrong of [["key"], ["key", "create", "x", "--role", "king"], ["fly"], ["key", "-z"]])
      expect((await hall.command(...wrong)).exit, wrong.join(" ")).toBe(2);
    await hall.remove();
  });
});
