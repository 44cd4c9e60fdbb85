import { randomInt } from "node:crypto";
import * as z from "zod";
import type { HallConfig } from "#shared/domain/queue/config.ts";
import type { PairingRow, ScreenRow } from "#shared/protocol/console.ts";
import {
  SCREEN_KINDS,
  type ScreenKind,
  type ScreenRole,
  type SoundState,
} from "#shared/protocol/messages.ts";
import type { ScreenRegister } from "./context.ts";
import { hashToken, newToken } from "./secrets.ts";
import type { Documents } from "./store/store.ts";

/** Letters of a pairing code: no vowels, nothing that looks like a digit (RFC 8628 §6.1). */
const CODE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ";
const CODE_LENGTH = 8;
/** How long a pairing code is good for, ms. */
export const PAIRING_MS = 5 * 60_000;

const KIND_NAMES: Readonly<Record<ScreenKind, string>> = {
  kiosk: "自助机",
  pad: "评价器",
  board: "主屏",
  window: "窗口屏",
  strip: "条屏",
};

const deviceSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(SCREEN_KINDS),
  windowId: z.string().nullable(),
  zone: z.string(),
  speaks: z.boolean(),
  tokenHash: z.string(),
  pairedAt: z.number(),
});
type Device = z.infer<typeof deviceSchema>;

/** What the register may tell a connected screen. */
export interface ScreenWire {
  paired(token: string, screen: ScreenRole): void;
  speaker(speaks: boolean): void;
  reload(): void;
  /** Says that the token is gone and hangs up. */
  revoked(): void;
  /** Hangs up; the screen comes back by itself. */
  hangUp(): void;
}

/** A screen that is connected now. */
export interface LiveScreen {
  readonly id: string;
  readonly name: string;
  readonly role: ScreenRole;
  readonly origin: "paired" | "local";
  readonly build: string;
  applied: number | null;
  painted: number | null;
  sound: SoundState;
  speaking: boolean;
  seenAt: number;
  readonly wire: ScreenWire;
}

/** A screen meant to show a call, connected or not. */
export interface Expected {
  readonly id: string;
  readonly name: string;
  readonly speaks: boolean;
}

interface Pending {
  readonly code: string;
  readonly row: PairingRow;
  readonly wire: ScreenWire;
  readonly timer: NodeJS.Timeout;
}

/**
 * The register of screens: which are paired, which are connected, what each has shown. Paired ones
 * have a token that can be revoked; those on the server's own machine are trusted while connected.
 */
export class Devices implements ScreenRegister {
  readonly #documents: Documents;
  readonly #build: string;
  readonly #newest: () => number;
  readonly #clock: () => number;
  readonly #paired = new Map<string, Device>();
  /** Connected screens in the order they came: the first that can sound is the zone's speaker. */
  readonly #live = new Map<string, LiveScreen>();
  readonly #pending = new Map<string, Pending>();
  readonly #seen = new Map<string, Pick<LiveScreen, "applied" | "painted" | "seenAt">>();
  #changed: () => void = () => {};
  #locals = 0;

  private constructor(parts: {
    documents: Documents;
    build: string;
    newest: () => number;
    clock: () => number;
  }) {
    this.#documents = parts.documents;
    this.#build = parts.build;
    this.#newest = parts.newest;
    this.#clock = parts.clock;
  }

  /** Opens the register. `newest` is the newest floor event, `build` what the screens ought to have. */
  static async open(parts: {
    documents: Documents;
    build: string;
    newest: () => number;
    clock: () => number;
  }): Promise<Devices> {
    const devices = new Devices(parts);
    const stored = z.array(deviceSchema).parse((await parts.documents.read("devices")) ?? []);
    for (const device of stored) devices.#paired.set(device.id, device);
    return devices;
  }

  /** Calls back whenever the register looks different. */
  onChanged(listener: () => void): void {
    this.#changed = listener;
  }

  /** The paired screen a token belongs to, or null. */
  byToken(token: string): Device | null {
    const hash = hashToken(token);
    for (const device of this.#paired.values()) if (device.tokenHash === hash) return device;
    return null;
  }

  /**
   * Takes a paired screen's connection. An older one of the same screen may still be dying on a bad
   * line: it is not hung up on, or two pages with one token would chase each other for ever.
   */
  connectPaired(key: string, device: Device, build: string, wire: ScreenWire): LiveScreen {
    const { id, name, kind, windowId, zone, speaks } = device;
    return this.#connect(key, {
      id,
      name,
      role: { kind, windowId, zone, speaks },
      origin: "paired",
      build,
      wire,
    });
  }

  /** Takes a screen of the server's own machine at its word, until it disconnects. */
  connectLocal(key: string, role: ScreenRole, build: string, wire: ScreenWire): LiveScreen {
    this.#locals += 1;
    const where = role.windowId === null ? "" : ` ${role.windowId} 号`;
    return this.#connect(key, {
      id: `local-${this.#locals}`,
      name: `本机${KIND_NAMES[role.kind]}${where}`,
      role,
      origin: "local",
      build,
      wire,
    });
  }

  #connect(
    key: string,
    screen: Pick<LiveScreen, "id" | "name" | "role" | "origin" | "build" | "wire">,
  ): LiveScreen {
    const live: LiveScreen = {
      ...screen,
      applied: null,
      painted: null,
      sound: "none",
      speaking: false,
      seenAt: this.#clock(),
    };
    this.#live.set(key, live);
    this.#appointSpeakers();
    this.#changed();
    return live;
  }

  /** Forgets a connection, or a screen that was waiting to be paired. */
  disconnect(key: string): void {
    const pending = this.#pending.get(key);
    if (pending) {
      clearTimeout(pending.timer);
      this.#pending.delete(key);
    }
    const live = this.#live.get(key);
    if (live) {
      const { applied, painted, seenAt } = live;
      if (live.origin === "paired") this.#seen.set(live.id, { applied, painted, seenAt });
      this.#live.delete(key);
      this.#appointSpeakers();
    }
    if (pending || live) this.#changed();
  }

  /** The connected screen behind a connection, or null. */
  live(key: string): LiveScreen | null {
    return this.#live.get(key) ?? null;
  }

  /** Whether a connection is that of a screen waiting to be paired. */
  pairing(key: string): boolean {
    return this.#pending.has(key);
  }

  /** Notes how far a screen is. */
  note(key: string, what: Partial<Pick<LiveScreen, "applied" | "painted" | "sound">>): void {
    const live = this.#live.get(key);
    if (!live) return;
    Object.assign(live, what);
    live.seenAt = this.#clock();
    if (what.painted !== undefined) live.applied = Math.max(live.applied ?? 0, what.painted ?? 0);
    if (what.sound !== undefined) {
      this.#appointSpeakers();
      this.#changed();
    }
  }

  /** Starts a pairing: the code the screen is to show. */
  startPairing(
    key: string,
    role: ScreenRole,
    address: string,
    wire: ScreenWire,
  ): { readonly code: string; readonly expiresAt: number } {
    this.disconnect(key);
    const since = this.#clock();
    const code = this.#freshCode();
    const timer = setTimeout(() => {
      // The screen says hello again and gets a new code.
      this.disconnect(key);
      wire.hangUp();
    }, PAIRING_MS);
    timer.unref();
    const { kind, windowId, zone } = role;
    this.#pending.set(key, {
      code,
      wire,
      timer,
      row: { id: key, kind, windowId, zone, address, since },
    });
    this.#changed();
    return { code, expiresAt: since + PAIRING_MS };
  }

  #freshCode(): string {
    const taken = new Set([...this.#pending.values()].map((p) => p.code));
    for (;;) {
      const code = Array.from(
        { length: CODE_LENGTH },
        () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]!,
      ).join("");
      if (!taken.has(code)) return code;
    }
  }

  async approve(
    code: string,
    screen: Omit<ScreenRole, never> & { readonly name: string },
  ): Promise<ScreenRow | null> {
    const wanted = code.toUpperCase().replace(/[^A-Z]/g, "");
    const found = [...this.#pending].find(([, p]) => p.code === wanted);
    if (!found) return null;
    const [key, pending] = found;
    const token = newToken();
    const { name, kind, windowId, zone, speaks } = screen;
    const device: Device = {
      id: `screen-${newToken().slice(0, 10)}`,
      name,
      kind,
      windowId,
      zone,
      speaks,
      tokenHash: hashToken(token),
      pairedAt: this.#clock(),
    };
    this.#paired.set(device.id, device);
    await this.#save();
    this.disconnect(key);
    pending.wire.paired(token, { kind, windowId, zone, speaks });
    this.#changed();
    return this.rows().find((row) => row.id === device.id) ?? null;
  }

  async revoke(id: string): Promise<boolean> {
    if (!this.#paired.delete(id)) return false;
    await this.#save();
    for (const [key, screen] of this.#live)
      if (screen.id === id) {
        this.disconnect(key);
        screen.wire.revoked();
      }
    this.#seen.delete(id);
    this.#changed();
    return true;
  }

  reload(id: string | null): boolean {
    const wanted = [...this.#live.values()].filter((s) => id === null || s.id === id);
    for (const { wire } of wanted) wire.reload();
    return id === null || wanted.length > 0;
  }

  rows(): readonly ScreenRow[] {
    const live = [...this.#live.values()];
    const row = (
      origin: ScreenRow["origin"],
      { id, name, kind, windowId, zone, speaks }: Omit<Device, "tokenHash" | "pairedAt">,
    ): ScreenRow => {
      const now = live.findLast((s) => s.id === id);
      const seen = now ?? this.#seen.get(id);
      return {
        id,
        name,
        kind,
        windowId,
        zone,
        speaks,
        origin,
        connected: Boolean(now),
        applied: seen?.applied ?? null,
        painted: seen?.painted ?? null,
        newest: this.#newest(),
        sound: now?.sound ?? "none",
        speaking: now?.speaking ?? false,
        outOfDate: now ? now.build !== this.#build : false,
        seenAt: seen?.seenAt ?? null,
      };
    };
    return [
      ...[...this.#paired.values()].map((device) => row("paired", device)),
      ...live
        .filter((s) => s.origin === "local")
        .map((s) => row("local", { id: s.id, name: s.name, ...s.role })),
    ];
  }

  waiting(): readonly PairingRow[] {
    return [...this.#pending.values()].map((p) => p.row);
  }

  /** The registered screens meant to show a call at this window: its own, and the boards of its zone. */
  expectedFor(windowId: string, config: HallConfig): readonly Expected[] {
    const zone = config.windows.find((w) => w.id === windowId)?.zone ?? "";
    const shows = (role: Pick<ScreenRole, "kind" | "windowId" | "zone">): boolean =>
      role.kind === "board"
        ? role.zone === "" || role.zone === zone
        : (role.kind === "window" || role.kind === "strip") && role.windowId === windowId;
    const paired = [...this.#paired.values()].filter(shows);
    const local = [...this.#live.values()].filter((s) => s.origin === "local" && shows(s.role));
    return [
      ...paired.map(({ id, name, speaks }) => ({ id, name, speaks })),
      ...local.map(({ id, name, role }) => ({ id, name, speaks: role.speaks })),
    ];
  }

  /** One speaking screen per zone: the first connected one whose sound is not blocked, else the first. */
  #appointSpeakers(): void {
    const byZone = Map.groupBy(
      [...this.#live.values()].filter((s) => s.role.speaks),
      (s) => s.role.zone,
    );
    for (const screens of byZone.values()) {
      const speaker = screens.find((s) => s.sound !== "blocked") ?? screens[0];
      for (const screen of screens) {
        const speaks = screen === speaker;
        if (screen.speaking === speaks) continue;
        screen.speaking = speaks;
        screen.wire.speaker(speaks);
      }
    }
  }

  async #save(): Promise<void> {
    await this.#documents.write("devices", [...this.#paired.values()]);
  }
}
