import { startHall } from "#hall-server/app.ts";
import { readSettings } from "#hall-server/settings.ts";
import { workDay } from "./work-day.ts";

/**
 * `fill.ts DATA DONE WAITING`: brings the stopped hall of a data folder to where a day has come so
 * far, and prints an API key for it. Faster than through the API, and the same rows.
 */
const [data = "", done = "0", waiting = "0"] = process.argv.slice(2);
const settings = readSettings(["--data", data, "--port", "0", "--host", "127.0.0.1"], {});
const { context, keys, close } = await startHall(settings);
await workDay(context.hall, { done: Number(done), waiting: Number(waiting) });
const { key } = await keys.create("bench", "caller");
await close();
process.stdout.write(`${key}\n`);
