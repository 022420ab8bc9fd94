import { describe, expect, it } from "vitest";
import { hostsIn, toysIn } from "./connect-answers.js";

describe("toysIn", () => {
  it("reads toys, however their state and battery are written", () => {
    const toy = (id: string, status: unknown, battery: unknown) => ({ id, name: "Nora", status, battery });
    const data = {
      a: toy("a", 1, 85),
      b: toy("b", "1", "7"),
      c: toy("c", true, null),
      d: toy("d", "true", 180),
      e: toy("e", 0, -3),
      f: toy("f", "0", "full"),
      g: toy("g", false, undefined),
      h: toy("h", undefined, 12.4),
    };
    const short = toysIn(JSON.stringify({ type: "ok", data }))?.map(
      ({ id, isConnected, batteryPercent }) => `${id} ${isConnected} ${batteryPercent}`,
    );
    expect(short).toEqual([
      ...["a true 85", "b true 7", "c true 0", "d true 100"],
      ...["e false 0", "f false 0", "g false 0", "h false 12"],
    ]);
  });

  it("has none where the app has none", () => {
    expect([toysIn("{}"), toysIn('{"data":{}}'), toysIn('{"data":null}'), toysIn('{"data":7}')]).toEqual([
      [],
      [],
      [],
      [],
    ]);
  });

  it("leaves out what makes no sense, and what could not be put into an address", () => {
    const good = { id: "c5a1", name: "Nora", status: 1, battery: 1 };
    const bad = [
      null,
      7,
      { ...good, id: 5 },
      { ...good, id: "" },
      { ...good, id: "a&v=20" },
      { ...good, id: "../x" },
      { ...good, id: "x".repeat(65) },
      { ...good, name: "" },
      { ...good, name: "No\nra" },
      { ...good, name: undefined },
    ];
    expect(toysIn(JSON.stringify({ data: [...bad, good] }))?.map(({ id }) => id)).toEqual(["c5a1"]);
    const many = Array.from({ length: 1_000 }, (_, index) => ({ ...good, id: `t${index}` }));
    expect(toysIn(JSON.stringify({ data: many }))?.length).toBe(64);
  });

  it.each(["", "<html>", "null", "7", '"text"', '{"data":'])("knows that %j is no answer", (text) => {
    expect([toysIn(text), hostsIn(text)]).toEqual([undefined, undefined]);
  });
});

describe("hostsIn", () => {
  const hosts = (answer: object) => hostsIn(JSON.stringify(answer));

  it("takes address and port of each app, not its name", () => {
    expect(
      hosts({
        "192-168-1-5.lovense.club": { domain: "192-168-1-5.lovense.club", httpPort: 20010, httpsPort: 30010 },
        "10-0-0-7.lovense.club": { domain: "x", httpPort: "34567", toys: {} },
        "172-31-255-255.lovense.club": { httpPort: 1 },
      }),
    ).toEqual(["http://192.168.1.5:20010", "http://10.0.0.7:34567", "http://172.31.255.255:1"]);
  });

  it.each([
    "127-0-0-1.lovense.club",
    "169-254-169-254.lovense.club",
    "8-8-8-8.lovense.club",
    "172-15-0-1.lovense.club",
    "172-32-0-1.lovense.club",
    "192-169-0-1.lovense.club",
    "100-64-0-1.lovense.club",
    "0-0-0-0.lovense.club",
    "010-0-0-1.lovense.club",
    "10-0-0-256.lovense.club",
    "10-0-0.lovense.club",
    "10-0-0-1-2.lovense.club",
    "10-0-0-1@evil.example",
    "localhost",
    "router-in-my-home.example",
    "",
  ])("does not send anything to %s", (domain) => {
    expect(hosts({ [domain]: { httpPort: 80 } })).toEqual([]);
  });

  it.each([0, 65_536, -1, 1.5, "80/x", "", null, undefined, {}])("does not take %j for a port", (httpPort) => {
    expect(hosts({ "10-0-0-1.lovense.club": { httpPort } })).toEqual([]);
  });

  it("takes a number of apps that a home may have", () => {
    const many = Array.from({ length: 100 }, (_, index) => [`10-0-0-${index}.lovense.club`, { httpPort: 20010 }]);
    expect(hosts(Object.fromEntries(many))?.length).toBe(16);
  });
});
