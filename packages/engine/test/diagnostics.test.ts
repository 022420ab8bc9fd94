import { homedir, hostname, userInfo } from "node:os";
import { TestClock } from "@buttplug-ts/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Redaction } from "../src/diagnostics/redact.js";
import { named, startManaged, testTime } from "./managed-engine.js";

const nora = "Lovense Nora";

interface Report {
  readonly devices: readonly { readonly hardware: string; readonly displayName: string }[];
  readonly sessions: readonly { readonly clientName: string; readonly label?: string }[];
  readonly settings: { readonly devices: readonly object[] };
  readonly settingsProblems: readonly string[];
  readonly log: readonly string[];
  readonly [other: string]: unknown;
}

const read = (text: string) => JSON.parse(text) as Report;

/** All texts in a value of JSON. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

describe("a report for a supporter", () => {
  it("does not tell devices that are away, either", async () => {
    const port = "serial//dev/serial/by-id/usb-Maker_Of_Things_Q7R9";
    const devices = { [`${port}/tcode-v03/`]: { index: 0 } };
    const state = JSON.stringify({ version: 1, secret: "0".repeat(64), devices });
    const { engine } = await startManaged({ documents: { state } });
    engine.logs.log("warn", "devices", "/dev/serial/by-id/usb-Maker_Of_Things_Q7R9 could not be connected");
    const { text } = await engine.management.diagnostics(undefined);
    expect(read(text).log.at(-1)).toMatch(/devices: <device \d> could not be connected$/);
    expect(text).not.toContain("Q7R9");
  });

  it("says what runs, what buses and devices say, the settings and the last log, and not who and where", async () => {
    const managed = await startManaged({ parts: testTime(new TestClock()), models: [nora] });
    const { engine, manage, application } = managed;
    const hardware = engine.server.deviceStatus[0]?.hardware as string;
    await engine.server.setUserConfig({ devices: [{ hardware, name: "Rosa", gapMs: 0 }] });
    const { token } = await engine.management.createToken({ name: "Anna's phone", scope: {} });
    const client = await application("Berta's game", token);
    const driving = named(client, nora).vibrate(0.5);
    const gone = await application("Clara's game");
    await gone.disconnect();
    const manager = await manage();
    await manager.until(() => manager.lines.some(({ message }) => message.startsWith("Clara's game left")));
    const { fileName, text } = await manager.call("diagnostics");
    expect(fileName).toBe("buttplug-ts-report-2027-01-15.json");
    const report = read(text);
    expect(Object.keys(report)).toEqual([
      "what",
      "at",
      "engine",
      "buses",
      "sessions",
      "devices",
      "settings",
      "settingsProblems",
      "log",
    ]);
    expect(text).not.toMatch(/Rosa|Anna|Berta|Clara|5A:00/);
    expect(text).not.toContain(token);
    expect(report.devices).toEqual([
      expect.objectContaining({
        hardware: "simulated/<device 1>",
        displayName: expect.stringMatching(/^<name \d>$/),
        name: nora,
        protocol: "lovense",
      }),
    ]);
    expect(report.settings).toEqual({
      devices: [{ hardware: "simulated/<device 1>", name: expect.stringMatching(/^<name \d>$/), gapMs: 0 }],
    });
    const guest = report.sessions.find(({ label }) => label !== undefined);
    expect(guest).toMatchObject({
      clientName: expect.stringMatching(/^<client \d>$/),
      label: expect.stringMatching(/^token <name \d>$/),
    });
    expect(report.log).toContainEqual(
      expect.stringMatching(/^2027-01-15T08:00:00\.\d{3}Z info session: <client \d> left: /),
    );
    expect(report["engine"]).toMatchObject({ keepsSettings: false, addresses: [managed.address] });
    driving.catch(() => {});
  });

  it("has no name of this machine and its user, and no place of it", async () => {
    const { engine } = await startManaged({ settings: { dataFolder: "/somewhere/of-mine" } });
    const secrets = [userInfo().username, hostname(), homedir(), "/somewhere/of-mine"].filter(
      (text) => text.length > 4,
    );
    for (const secret of secrets) engine.logs.log("info", "test", `about ${secret} and ${secret.toUpperCase()}.`);
    const { text } = await engine.management.diagnostics(undefined);
    for (const secret of secrets) expect(text.toLowerCase()).not.toContain(secret.toLowerCase());
  });

  it("has nothing of what strangers and owners named, wherever it stands and however it is written", async () => {
    const empty = await startManaged({ models: [nora] });
    const plain = (await empty.engine.management.diagnostics(undefined)).text.toLowerCase();
    // What a report has anyway tells nothing, and neither do words that stand for others.
    const lines =
      'warn test: the device (<name 1>) heard "<client 2>" info session: <client 2> speaks message spec v4 left: the client disconnected';
    const known = [plain, "<client name device place>", lines];
    // Times and ports are other ones each time.
    const isTelling = (text: string) => /[^\dtz\p{P}\p{Z}]/u.test(text) && !known.some((each) => each.includes(text));
    const name = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
      .filter((text) => text.trim() === text && /[\p{L}\p{N}]/u.test(text) && isTelling(text.toLowerCase()));
    await fc.assert(
      fc.asyncProperty(name, name, async (clientName, displayName) => {
        const { engine, application } = await startManaged({ models: [nora] });
        const hardware = engine.server.deviceStatus[0]?.hardware as string;
        await engine.server.setUserConfig({ devices: [{ hardware, name: displayName }] });
        await (await application(clientName)).disconnect();
        const facts = { client: clientName };
        engine.logs.log("warn", "test", `the device (${displayName}) heard ${JSON.stringify(clientName)}`, facts);
        const report = read((await engine.management.diagnostics(undefined)).text);
        const all = textsOf(report).join("\n").toLowerCase();
        for (const text of [clientName, displayName]) {
          expect(all).not.toContain(text.toLowerCase());
          expect(all).not.toContain(JSON.stringify(text).slice(1, -1).toLowerCase());
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("what is taken out of texts", () => {
  const hex = fc.integer({ min: 0, max: 255 }).map((byte) => byte.toString(16).padStart(2, "0"));
  const mac = fc
    .tuple(fc.tuple(hex, hex, hex, hex, hex, hex), fc.constantFrom(":", "-", "_"), fc.boolean())
    .map(([bytes, between, upper]) => (upper ? bytes.join(between).toUpperCase() : bytes.join(between)));
  const bareMac = fc.tuple(hex, hex, hex, hex, hex, hex).map((bytes) => bytes.join(""));
  const secret = fc.stringMatching(/^[\w-]{32}$/);
  const around = fc.constantFrom(
    (thing: string) => thing,
    (thing: string) => `bluetooth/${thing} is lost`,
    (thing: string) => `(${thing})`,
    (thing: string) => `"${thing}", and so on`,
    (thing: string) => `[${thing}]: 7`,
    (thing: string) => `to ${thing}: refused.`,
    (thing: string) => `/dev_${thing}/service`,
  );

  it.each([
    ["addresses of hardware", mac],
    ["addresses of hardware without marks", bareMac],
    ["ids of hardware", fc.uuid()],
    ["IPv4 addresses", fc.ipV4().filter((ip) => !ip.startsWith("127.") && ip !== "0.0.0.0")],
    ["IPv6 addresses", fc.ipV6().filter((ip) => !/^[0:]+1?$/.test(ip))],
    ["secrets", secret],
    ["hosts in addresses", fc.webUrl()],
    ["names of machines", fc.stringMatching(/^[a-z][a-z0-9-]{2,12}\.(local|lan|home)$/)],
    ["addresses of people", fc.emailAddress().filter((mail) => /^[\w.+-]+@/.test(mail))],
  ] as const)("%s", (_, thing) => {
    fc.assert(
      fc.property(thing, around, (found, put) => {
        // Only these stand in paths; of others an underscore makes another word.
        fc.pre(!put("").startsWith("/dev_") || /^([0-9a-f]{2}[:_-]){5}[0-9a-f]{2}$/i.test(found));
        const text = new Redaction([]).text(put(found));
        expect(text.toLowerCase()).not.toContain(found.replace(/^\w+:\/\//, "").toLowerCase());
        expect(text).toContain(put("\n").split("\n")[1] ?? "");
      }),
    );
  });

  it.each([
    "ws://127.0.0.1:12345 and ws://[::1]:12345 and http://localhost:80",
    "2026-11-21T15:55:15.123Z",
    "12:34:56 passed",
    "speaks message spec v4, version 0.1.0 of buttplug-ts",
    "Vibrate:10; of feature 0 takes 0 to 20",
    "nothing came from the peer for 10000 ms",
    "5030 0001-0024-4bd4",
  ])("is not what tells nothing: %s", (text) => {
    expect(new Redaction([]).text(text)).toBe(text);
  });

  it("becomes the same word everywhere, and another one for another thing", () => {
    const redaction = new Redaction([{ kind: "name", text: "Anna" }]);
    expect(redaction.text("Anna, anna and AA:BB:CC:DD:EE:01")).toBe("<name 1>, <name 1> and <address 1>");
    expect(redaction.text("aa:bb:cc:dd:ee:02 of ANNA")).toBe("<address 2> of <name 1>");
    expect([redaction.word("name", "Anna"), redaction.word("name", "Berta")]).toEqual(["<name 1>", "<name 2>"]);
  });

  it("is a short name only where it stands alone", () => {
    const redaction = new Redaction([{ kind: "client", text: "Al" }]);
    expect(redaction.text("Al: also al, (Al)")).toBe("<client 1>: also <client 1>, (<client 1>)");
  });

  it("is a long name before one that is a part of it", () => {
    const redaction = new Redaction([
      { kind: "client", text: "game" },
      { kind: "client", text: "Anna's game" },
    ]);
    expect(redaction.text("Anna's game left")).toBe("<client 1> left");
  });
});
