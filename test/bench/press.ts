import { Agent, request } from "node:http";
import type { BareProcess } from "./bare-process.ts";
import type { FilledHall } from "./filled-hall.ts";
import type { Screens } from "./screens.ts";
import { windowOfTurn } from "./work-day.ts";

/** Presses the button once and answers the number that was called. */
export type Press = () => Promise<string>;

/** One press: from just before the request, ms. */
export interface PressTimes {
  /** Until the last screen had the call. */
  readonly received: number;
  /** Until the sender had the answer. */
  readonly answered: number;
}

const poster = (
  port: number,
  headers: Readonly<Record<string, string>>,
): ((path: string) => Promise<unknown>) => {
  // One connection, kept open, as a queue host's client has it.
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const options = { agent, host: "127.0.0.1", port, method: "POST", headers };
  return (path) =>
    new Promise((resolve, reject) => {
      const sent = request({ ...options, path }, (response) => {
        let body = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => (body += chunk));
        response.on("end", () => {
          if (response.statusCode === 200) resolve(JSON.parse(body));
          else reject(new Error(`${path}: ${response.statusCode ?? 0} ${body}`));
        });
      });
      sent.on("error", reject);
      sent.end("{}");
    });
};

const headersOf = (key: string) => ({
  Authorization: `Bearer ${key}`,
  "Content-Type": "application/json",
  "Content-Length": "2",
});

/** Presses *call next* at the windows in turn: every press finishes a visitor and calls another. */
export const hallPress = async ({ hall, key }: FilledHall): Promise<Press> => {
  const answer = await fetch(`http://127.0.0.1:${hall.port}/api/v1/hall`);
  const { services, windows } = (await answer.json()) as {
    services: { id: string }[];
    windows: { id: string; services: string[] }[];
  };
  const serving = services.map((service) => ({
    windows: windows.filter((w) => w.services.includes(service.id)).map((w) => w.id),
  }));
  const post = poster(hall.port, headersOf(key));
  let presses = 0;
  return async () => {
    const path = `/api/v1/windows/${windowOfTurn(serving, presses++)}/call-next`;
    const { ticket } = (await post(path)) as { ticket: { number: string } | null };
    if (!ticket) throw new Error("nobody waits any more");
    return ticket.number;
  };
};

/** The same request to the bare server. */
export const barePress = ({ port }: BareProcess): Press => {
  const post = poster(port, headersOf("bare"));
  return async () => ((await post("/")) as { number: string }).number;
};

/** Presses once and waits until the last screen has the call and the sender its answer. */
export const timedPress = async (press: Press, screens: Screens): Promise<PressTimes> => {
  const arrived = screens.next();
  const start = performance.now();
  const answered = press().then(() => performance.now());
  const [receivedAt, answeredAt] = await Promise.all([arrived, answered]);
  return { received: receivedAt - start, answered: answeredAt - start };
};
