import { PassThrough } from "node:stream";
import type { ApprovalRequest } from "@buttplug-ts/management";
import { settle, TestClock } from "@buttplug-ts/testing";
import { describe, expect, it, vi } from "vitest";
import { engineLogger, warningLogger } from "../src/cli/engine-logger.js";
import { greeting, greetingOfOthers } from "../src/cli/greeting.js";
import { parseLogLevels } from "../src/cli/log-levels.js";
import { asLogText, withoutAddresses, withoutTokens } from "../src/cli/log-text.js";
import { askInTerminal } from "../src/cli/terminal-approvals.js";
import { startEngine } from "../src/engine.js";
import { qrCodeText } from "../src/qr-code.js";
import { defaultSettings } from "../src/settings.js";
import { call } from "./attack-set-up.js";
import { PrintedText } from "./printed-text.js";
import { startCommand } from "./run-command.js";
import { addressIn } from "./serving.js";

const hello = (ClientName: string) => ({
  RequestServerInfo: { Id: 1, ClientName, ProtocolVersionMajor: 4, ProtocolVersionMinor: 0 },
});

describe("a page of another origin", () => {
  it("is told of in the terminal", async () => {
    const { out } = startCommand(["simulate", "--port", "0", "--memory"], { isTerminal: true });
    const page = await call(await addressIn(out), { origin: "https://game.example" });
    page.say(hello("Game"));
    const asks =
      /A page of https:\/\/game\.example that calls itself "Game" wants to use your devices \(until [\d:]+\)\. /;
    // Whether this test has a terminal, where it could be answered, is the business of who started it.
    await out.until(new RegExp(`${asks.source}(Answer on the dashboard\\.|\\[o\\]nce)`));
  });
});

/** The terminal, with questions that the test asks. */
function terminal(mayRead: () => Promise<boolean> = async () => true) {
  const [input, out] = [new PassThrough(), new PrintedText()];
  let requests: readonly ApprovalRequest[] = [];
  let changed: () => void = () => {};
  const answer = vi.fn();
  const clock = new TestClock();
  const end = askInTerminal(
    {
      access: {
        get requests() {
          return requests;
        },
        answer,
      },
      onAccessChanged: (listener) => {
        changed = listener;
        return () => {
          changed = () => {};
        };
      },
    },
    { input, write: out.add, mayRead, clock, logger: { log: () => {} } },
  );
  const ask = async (...asked: readonly Partial<ApprovalRequest>[]) => {
    requests = asked.map((each) => ({
      id: "1",
      clientName: "Game",
      origin: "https://a.example",
      askedAtMs: 0,
      expiresAtMs: 60_000,
      ...each,
    }));
    changed();
    await settle();
    await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(200);
    await settle();
  };
  const type = async (text: string) => {
    input.write(text);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { input, out, answer, ask, type, end };
}

describe("questions in the terminal", () => {
  it.each([
    ["o", "once"],
    ["Always", "always"],
    [" r", "refuse"],
  ])("%j answers %s", async (typed, expected) => {
    const { ask, type, answer } = terminal();
    await ask({});
    await type(`${typed}\n`);
    expect(answer.mock.calls).toEqual([["1", expected]]);
  });

  it("come one after the other, and again after what is no answer", async () => {
    const { ask, type, answer, out } = terminal();
    await ask({}, { id: "2", clientName: "Other" });
    expect(out.text).not.toContain("Other");
    await type("what?\n");
    expect(out.text).toMatch(/Enter: \[o\]nce, \[a\]lways or \[r\]efuse, then Enter: $/);
    expect(answer).not.toHaveBeenCalled();
    await ask({ id: "2", clientName: "Other" });
    expect(out.text).toContain('"Other"');
    await type("r\n");
    expect(answer.mock.calls).toEqual([["2", "refuse"]]);
  });

  it("end with a line of their own when they are answered elsewhere, or too late", async () => {
    const { ask, type, out } = terminal();
    await ask({});
    await ask();
    expect(out.text).toMatch(/then Enter: \nNo answer is needed any more\.\n$/);
    await ask({ id: "2" });
    await type("o\n");
    await ask();
    expect(out.text).toMatch(/then Enter: $/);
  });

  it("offer no always where a page hides its origin", async () => {
    const { ask, type, answer, out } = terminal();
    await ask({ origin: "null" });
    expect(out.text).toMatch(
      /^A page that hides where it comes from, and calls itself "Game", wants .* \[o\]nce or \[r\]efuse/,
    );
    await type("a\n");
    expect(answer).not.toHaveBeenCalled();
    await type("o\n");
    expect(answer.mock.calls).toEqual([["1", "once"]]);
  });

  it("say why an answer cannot be taken", async () => {
    const { ask, type, answer, out } = terminal();
    answer.mockImplementation(() => {
      throw new TypeError("never always");
    });
    await ask({});
    await type("a\n");
    expect(out.text).toMatch(/never always\n\[o\]nce/);
  });

  it("are read for only while there are some, and take no answer that was typed before they were seen", async () => {
    const { ask, type, input, answer } = terminal();
    await type("o\n");
    expect(input.readableLength).toBe(2);
    await ask({});
    expect([input.readableLength, answer.mock.calls]).toEqual([0, []]);
    await type("r\n");
    expect(answer.mock.calls).toEqual([["1", "refuse"]]);
    await ask();
    expect(input.listenerCount("data")).toBe(0);
  });

  it("are not read for in the background, where the system would freeze the engine", async () => {
    const { ask, out, input } = terminal(async () => false);
    await ask({});
    expect(out.text).toMatch(/\. Answer on the dashboard\.\n$/);
    expect(input.listenerCount("data")).toBe(0);
  });

  it("show nothing that steers the terminal or pretends to be another", async () => {
    const { ask, out } = terminal();
    await ask({ clientName: "A\u001b[2J\u202eb\nc\u009b31m", origin: "https://x\u001b]0;t\u0007.example" });
    expect(out.text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(out.text.split("\n")).toHaveLength(1);
  });
});

describe("a log", () => {
  const log = async (levels: string, format: "text" | "json" = "text") => {
    const out = new PrintedText();
    const logger = await engineLogger({ levels: parseLogLevels(levels), format, write: out.add });
    return { out, logger };
  };

  it("has a level for each area", async () => {
    const { out, logger } = await log("warn,scan=debug,access=off");
    for (const area of ["scan", "access", "session"])
      for (const level of ["debug", "info", "warn", "error"] as const) logger.log(level, area, "x");
    expect(out.text.match(/(debug|info|warn|error) +\w+/g)).toEqual([
      "debug scan",
      "info  scan",
      "warn  scan",
      "error scan",
      "warn  session",
      "error session",
    ]);
    logger.say("plain");
    expect(out.text).toMatch(/\nplain\n$/);
  });

  it("for machines has facts, and says all that is to be said", async () => {
    const { out, logger } = await log("error", "json");
    logger.log("info", "a", "not this");
    logger.log("error", "a", "this", { code: "internal/bug" });
    logger.say("plain");
    const [first, second, more] = out.text.split("\n").map((line) => (line === "" ? undefined : JSON.parse(line)));
    expect(first).toMatchObject({ level: "error", area: "a", msg: "this", code: "internal/bug" });
    expect(second).toMatchObject({ level: "info", area: "engine", msg: "plain" });
    expect(more).toBeUndefined();
  });

  it("leaves lines out while nobody reads them, and says how many, in its format", async () => {
    const out = new PrintedText();
    let isUnread = false;
    const levels = parseLogLevels("info");
    const logger = await engineLogger({ levels, format: "json", write: out.add, lags: () => isUnread });
    const log = (message: string) => logger.log("info", "a", message);
    log("first");
    isUnread = true;
    log("second");
    log("third");
    isUnread = false;
    log("fourth");
    log("fifth");
    const lines = out.text.trim().split("\n");
    expect(lines.map((line) => (JSON.parse(line) as { readonly msg: string }).msg)).toEqual([
      "first",
      "2 lines were left out, because nobody read what is printed",
      "fourth",
      "fifth",
    ]);
  });

  it("has addresses of devices at debug only, and tokens never", async () => {
    const text = "bluetooth/C0:FF:EE:00:00:01 at wss://x/?token=secret&a=1";
    const [info, debug] = [await log("info"), await log("info,scan=debug")];
    for (const { logger } of [info, debug]) logger.log("warn", "scan", text, { hardware: "dev_C0_FF_EE_00_00_01" });
    expect(info.out.text).toContain("bluetooth/…:01 at wss://x/?token=…&a=1");
    expect(debug.out.text).toContain("bluetooth/C0:FF:EE:00:00:01 at wss://x/?token=…&a=1");
    const json = await log("info", "json");
    json.logger.log("warn", "scan", text, { hardware: "dev_C0_FF_EE_00_00_01", count: 1 });
    expect(JSON.parse(json.out.text)).toMatchObject({
      msg: expect.stringContaining("…:01"),
      hardware: "dev_…_01",
      count: 1,
    });
  });

  it.each([
    ["6f1c2d3e-0000-4000-8000-1234567890ab", "…90ab"],
    ["c0:ff:ee:00:00:01, C0-FF-EE-00-00-02", "…:01, …-02"],
    ["12:34:56 is a time, deadbeef:cafe no address", "12:34:56 is a time, deadbeef:cafe no address"],
  ])("shows %s as %s", (text, shown) => {
    expect(withoutAddresses(text)).toBe(shown);
  });

  it.each(["?token=abc", "&token=a-b_c", "/#token=abc"])("shows no %s", (text) => {
    expect(withoutTokens(`wss://x${text} `)).toMatch(/token=… $/);
  });

  it.each(["user:secret@", "secret@", "us%40er:se:cret@"])("shows no %s of an address", (text) => {
    expect(withoutTokens(`to wss://${text}host/a@b, and me@x.example`)).toBe("to wss://…@host/a@b, and me@x.example");
  });

  it("cannot be forged by names that hold lines, nor steer a terminal", () => {
    expect(asLogText("a\n12:00:00 error b\u001b[2J\u202e\u009b")).toBe(
      "a\n    12:00:00 error b\\u{1b}[2J\\u{202e}\\u{9b}",
    );
  });

  it("of other commands has warnings only", () => {
    const out = new PrintedText();
    const logger = warningLogger(out.add);
    for (const level of ["debug", "info", "warn", "error"] as const) logger.log(level, "a", "x");
    expect(out.text.match(/warn|error|info|debug/g)).toEqual(["warn", "error"]);
  });
});

describe("the greeting", () => {
  it("shows other machines' way in at a terminal only, and warns of an open door", async () => {
    const logger = { log: () => {} };
    const settings = { ...defaultSettings, port: 0, hosts: ["0.0.0.0"], simulate: ["Lovense Nora"] };
    const engine = await startEngine(settings, { logger, managers: [], pages: () => new Map() });
    try {
      const { pageToken } = engine.access;
      const at = (kind: object, insecure = false) =>
        [...greeting(engine), ...greetingOfOthers(engine, insecure, kind as never)].join("\n");
      const qrCode = (text: string) => `QR of ${text}`;
      const isAlone = !engine.info.addresses.some((each) => !each.includes("127.0.0.1"));
      if (isAlone) return expect(at({ kind: "shown", qrCode })).not.toContain("other machines");
      const shown = at({ kind: "shown", qrCode });
      expect(shown).toMatch(/Dashboard: http:\/\/127\.0\.0\.1:\d+\n/);
      expect(shown).toMatch(new RegExp(`QR of http://(?!127)[\\d.]+:\\d+/#token=${pageToken}\\n`));
      expect(shown).toMatch(/Applications on other machines need a token/);
      for (const hidden of [at({ kind: "kept", path: "/data/x" }), at({ kind: "secret" })])
        expect(hidden).not.toContain(pageToken);
      expect(at({ kind: "kept", path: "/data/x" })).toContain("is in /data/x");
      expect(at({ kind: "secret" }, true)).toContain("WARNING: --insecure");
      expect(at({ kind: "secret" })).not.toContain("WARNING");
    } finally {
      await engine.close();
    }
  });

  it("has a QR code that is as wide as high", () => {
    const coloured = qrCodeText("http://192.168.1.5:12345/#token=0123456789abcdef").split("\n");
    // White on black in every terminal: many cameras read no code of light squares on dark, which it would be in others.
    const [begin, end] = ["\u001b[97;40m", "\u001b[0m"];
    const lines = coloured.map((line) => line.slice(begin.length, -end.length));
    expect(coloured).toEqual(lines.map((line) => begin + line + end));
    expect(new Set(lines.map((line) => [...line].length)).size).toBe(1);
    expect(Math.abs([...(lines[0] ?? "")].length - 2 * lines.length)).toBeLessThanOrEqual(1);
    expect(lines[0]).toMatch(/^█+$/);
    expect(lines.join("")).toMatch(/^[█▀▄ ]+$/);
  });
});
