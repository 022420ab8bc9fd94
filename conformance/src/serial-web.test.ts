import type { EndpointPlan } from "@buttplug-ts/core";
import { WebSerialHardwareManager } from "@buttplug-ts/hardware-serial-web";
import { type FarDevice, hardwareManagerCompliance } from "@buttplug-ts/testing/compliance";
import { SerialPort } from "serialport";
import { describe, expect, it, onTestFinished } from "vitest";
import { hasSocat, SerialCable } from "../../packages/hardware-serial/test/serial-cable.js";
import {
  FakeWebSerial,
  FakeWebSerialPort,
  type FarEnd,
} from "../../packages/hardware-serial-web/test/fake-web-serial.js";

const line = { baudRate: 115_200, dataBits: 8, parity: "none", stopBits: 1 } as const;
const plan: EndpointPlan = { kind: "serial", protocol: "tcode-v03", line, endpoints: ["tx", "rx"] };

/** The far end of a port of the browser is a port of this machine. */
function wiredTo({ port: path }: SerialCable): FarEnd {
  return {
    async connect({ baudRate, dataBits, parity, stopBits }) {
      const handle = await SerialPort.binding.open({ path, baudRate, dataBits, parity, stopBits });
      const buffer = Buffer.alloc(1_024);
      return {
        async read() {
          const { bytesRead } = await handle.read(buffer, 0, buffer.length);
          return Uint8Array.from(buffer.subarray(0, bytesRead));
        },
        write: (data) => handle.write(Buffer.from(data)),
        close: () => handle.close(),
      };
    },
  };
}

describe.skipIf(!hasSocat)("Web Serial on pseudo-terminals, where there is socat", () => {
  hardwareManagerCompliance("Web Serial", async () => {
    const [one, two] = await Promise.all([SerialCable.open(), SerialCable.open()]);
    const serial = new FakeWebSerial();
    return {
      manager: new WebSerialHardwareManager({ scope: serial.scope, protocol: "tcode-v03" }),
      device: far(serial, one, 0x7523),
      other: far(serial, two, 0x5740),
      async cleanup() {
        await Promise.all([one[Symbol.asyncDispose](), two[Symbol.asyncDispose]()]);
      },
    };
  });

  it("lets a device go that takes no bytes, and sends what was on its way to one that does", async () => {
    const [jammed, healthy] = await Promise.all([SerialCable.open(), SerialCable.open()]);
    const serial = new FakeWebSerial();
    const ports = [jammed, healthy].map((cable, index) => new FakeWebSerialPort(wiredTo(cable), [1, index]));
    for (const port of ports) serial.grant(port);
    const manager = new WebSerialHardwareManager({ scope: serial.scope });
    onTestFinished(async () => {
      await manager[Symbol.asyncDispose]();
      await Promise.all([jammed[Symbol.asyncDispose](), healthy[Symbol.asyncDispose]()]);
    });
    const { signal } = new AbortController();
    const stuck = await manager.open("0001:0000", [plan], { signal });
    const other = await manager.open("0001:0001", [plan], { signal });
    await jammed.jam();
    const outcome = Promise.allSettled([stuck.write("tx", new Uint8Array(5_000), { withResponse: false })]);
    expect(await stuck.closed).toEqual({ by: "failure", reason: "it took no bytes for 2000 ms" });
    expect(await outcome).toMatchObject([{ reason: { code: "hardware/disconnected" } }]);
    const last = Promise.allSettled([other.write("tx", new Uint8Array(3_000), { withResponse: false })]);
    await Promise.resolve();
    await Promise.all([last, other[Symbol.asyncDispose](), stuck[Symbol.asyncDispose]()]);
    expect((await healthy.received(3_000)).length).toBe(3_000);
    expect(ports.map(({ isOpen }) => isOpen)).toEqual([false, false]);
  });
});

function far(serial: FakeWebSerial, cable: SerialCable, product: number): FarDevice {
  const newPort = () => new FakeWebSerialPort(wiredTo(cable), [0x1a86, product]);
  let port = newPort();
  serial.grant(port);
  return {
    isMeant: ({ id }) => id === `1a86:${product.toString(16)}`,
    plan,
    tx: "tx",
    received: (count) => cable.received(count),
    sends: { endpoint: "rx", send: (data) => cable.send(data) },
    async vanish() {
      await cable.unplug();
      serial.unplug(port);
    },
    async appear() {
      await cable.plugIn();
      port = newPort();
      serial.plugIn(port);
    },
    async stall() {
      port.openResult = () => new Promise(() => {});
    },
  };
}
