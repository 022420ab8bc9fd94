import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { silentLogger } from "@buttplug-ts/core";
import { defaultSettings, startEngine } from "@buttplug-ts/engine";
import { describe, expect, it, onTestFinished } from "vitest";
import { root } from "./repository.js";

const run = promisify(execFile);

/** What a program prints, which must end by itself and print no complaint. */
async function outputOf(source: URL, ...args: string[]): Promise<string> {
  const program = fileURLToPath(source).replace(/\/(src|snippets)\/([\w-]+)\.ts$/, (_, folder, name) =>
    folder === "src" ? `/dist/${name}.js` : `/snippets/dist/${name}.js`,
  );
  const { stdout, stderr } = await run(process.execPath, [program, ...args], { timeout: 15_000 });
  expect(stderr).toBe("");
  return stdout;
}

async function addressOfEngine(...models: string[]): Promise<string> {
  const engine = await startEngine(
    { ...defaultSettings, port: 0, simulate: models },
    { managers: [], logger: silentLogger },
  );
  onTestFinished(() => engine.close());
  return engine.info.addresses[0] ?? "";
}

const snippets = {
  "first-program": new URL("../../docs/guide/snippets/first-program.ts", import.meta.url),
  connecting: new URL("../../docs/guide/snippets/connecting.ts", import.meta.url),
  devices: new URL("../../docs/guide/snippets/devices.ts", import.meta.url),
  outputs: new URL("../../docs/guide/snippets/outputs.ts", import.meta.url),
  embedding: new URL("../../docs/guide/snippets/embedding.ts", import.meta.url),
  limits: new URL("../../docs/guide/snippets/limits.ts", import.meta.url),
  hardware: new URL("../../docs/guide/snippets/hardware.ts", import.meta.url),
  recording: new URL("../../docs/guide/snippets/recording.ts", import.meta.url),
  moving: new URL("../../docs/guide/snippets/moving.ts", import.meta.url),
  "moving-settings": new URL("../../docs/guide/snippets/moving-settings.ts", import.meta.url),
};

describe("the snippets of the guide", () => {
  it("are all run here", () => {
    const present = readdirSync(join(root, "docs/guide/snippets")).filter((name) => name.endsWith(".ts"));
    expect(present.sort()).toEqual(
      Object.keys(snippets)
        .map((name) => `${name}.ts`)
        .sort(),
    );
  });

  it("first-program moves a simulated device and stops it", async () => {
    const lines = (await outputOf(snippets["first-program"])).split("\n");
    expect(lines[0]).toBe("Lovense Nora is here");
    const vibrate = lines.filter((line) => line.includes("'vibrate'"));
    expect(vibrate.map((line) => /value: (\d+)/.exec(line)?.[1])).toEqual(["10", "0"]);
  });

  it("connecting", async () => {
    const output = await outputOf(snippets.connecting);
    expect(output.replace(/in \d+ ms/g, "in some ms")).toBe(`Connected to Other Server
Connected to Own Server
Attempt 1 in some ms
Connected again
Connected to Next Server
No server: connector/failed
Called off: request/aborted
`);
  });

  it("devices", async () => {
    expect(await outputOf(snippets.devices)).toBe(`+ 0 Lovense Nora
+ 1 Lovense Max
Lovense Nora, feature 0 (Vibrator): vibrate
Lovense Nora, feature 1 (Rotator): rotate
Lovense Nora, feature 2 (Battery): battery
Lovense Max, feature 0 (Vibrator): vibrate
Lovense Max, feature 1 (Air Pump): constrict
Lovense Max, feature 2 (Battery): battery
Air Pump takes 0 to 3: 3 steps
- 0 Lovense Nora
+ 0 Lovense Nora
Old object: false new object: true
- 1 Lovense Max
- 0 Lovense Nora
`);
  });

  it("outputs", async () => {
    expect(await outputOf(snippets.outputs)).toBe(`Levels: [ [ 10, 20 ], [ 0, 0 ] ]
Together: [ [ 4, 16 ], [ 0, 0 ] ]
Position: [ [ 4, 16 ], [ 0, 50 ] ]
1.5 is out of range: expected a fraction from 0 to 1
Stopped: [ [ 0, 0 ], [ 0, 50 ] ]
`);
  });

  it("embedding", async () => {
    expect(await outputOf(snippets.embedding)).toBe(`info session: My App speaks message spec v4
info session: Another App speaks message spec v4
Clients: 2
info session: Another App left: the client disconnected
info session: My App left: the client disconnected
Clients: 0
`);
  });

  it("hardware says of each bus in one line whether it can be used", async () => {
    const lines = (await outputOf(snippets.hardware)).trim().split("\n");
    expect(lines[0]).toBe("My App's Server 0");
    expect(lines.slice(1).map((line) => /^(?:ok|no) +(\S+) +[A-Z].*\.$/.exec(line)?.[1])).toEqual([
      "bluetooth",
      "serial",
      "hid",
      "lovense-dongle",
    ]);
  });

  it("limits", async () => {
    expect(await outputOf(snippets.limits)).toBe(`Without a limit: [ 0, 20 ]
Mine now has: [ 0, 10 ]
[ 'superseded', 'written' ]
Battery: 85 %, true
Panel drives vibrate of Lovense Nora at step 5
My App drives rotate of Lovense Nora at step 8
[ 'My App' ]
written: Vibrate:10;
settled: written
Refused: device 0 (Lovense Nora) is held at rest by the stop button and takes no outputs until it is released
Kept as: 20 digits
[ 'version', 'secret', 'devices' ]
`);
  });

  it("recording", async () => {
    expect(await outputOf(snippets.recording)).toBe("equal 6 undefined []\ndifferent f1 41 f1 40\n");
  });

  it("moving-settings", async () => {
    const unknown = "has no address that means something here, and the file has 2 devices of the model Aneros Vivi";
    expect(await outputOf(snippets["moving-settings"])).toBe(
      `line 1, user_configs.devices[1]: "PeripheralId(6f1c)" ${unknown}: which hardware is meant? { protocol: 'aneros', identifier: '', index: 4, name: 'Mine' }
4 Mine 40
typo.yaml:10: models[0].features[0].vibrat: "vibrat" is not known here: perhaps "vibrate" is meant
My Prototype
`,
    );
  });

  it("moving, the application of the page about npm buttplug", async () => {
    const address = await addressOfEngine("Lovense Nora");
    expect(await outputOf(snippets.moving, address)).toBe(`Added: Lovense Nora\nBattery: 85 %\nDisconnected\n`);
  });
});

describe("the examples of the guide", () => {
  it("errors", async () => {
    expect(await outputOf(new URL("../../examples/errors/src/main.ts", import.meta.url))).toBe(
      `A server that does not run: connector/failed: start the server, then try again
Our own server: done
An output that it has not: device/no-output: choose another device
More than everything: device/value-out-of-range: see the documentation
A command that was called off: request/aborted: you stopped it
A device that leaves in the middle: hardware/disconnected: bring the device near
A device that has left: device/gone: bring the device near
Without a request: usage/listener-threw
`,
    );
  });

  it("sensors", async () => {
    expect(await outputOf(new URL("../../examples/sensors/src/main.ts", import.meta.url))).toBe(`Battery: 80 %
Battery: 70 %
Battery: 60 %
Pressure has the ranges [ [ 0, 100 ] ]
pressure: 10
pressure: 60
pressure: 0
`);
  });

  it("testing: the application that its tests test runs against a real server, too", async () => {
    const address = await addressOfEngine("Aneros Vivi");
    const main = new URL("../../examples/testing/src/main.ts", import.meta.url);
    expect(await outputOf(main, address, "1")).toBe("Done\n");
  });
});
