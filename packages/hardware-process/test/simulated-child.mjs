// Hosts simulated devices, from the built packages. Tests drive it through a socket of their own, see far-side.ts.
import { once } from "node:events";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { onAbort } from "@buttplug-ts/core";
import { hostHardwareManager } from "@buttplug-ts/hardware-process";
import { SimulatedHardwareManager, simulate } from "@buttplug-ts/hardware-simulated";

const aborted = (signal) => new Promise((resolve) => onAbort(signal, resolve));

hostHardwareManager(async ({ port, models, refuse, ...rest }) => {
  if (refuse) throw new TypeError(refuse);
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  const say = (message) => socket.write(`${JSON.stringify(message)}\n`);
  const devices = models.map((model) => simulate(model));
  devices.forEach((device, index) => {
    device.onWrite(({ data }) => say({ wrote: index, bytes: [...data] }));
  });
  const held = new Set();
  const holding = async (what, signal) => {
    if (!held.has(what)) return;
    say({ began: what });
    await aborted(signal);
    say({ aborted: what });
  };

  class HeldManager extends SimulatedHardwareManager {
    async *scan(filters, options) {
      yield* super.scan(filters, options);
      await holding("scan", options.signal);
    }

    async open(id, plans, options) {
      await holding("open", options.signal);
      return super.open(id, plans, options);
    }

    async [Symbol.asyncDispose]() {
      await super[Symbol.asyncDispose]();
      say({ disposed: true });
      await holding("dispose", new AbortController().signal);
    }
  }

  const commands = {
    vanish: (index) => devices[index].vanish(),
    appear: (index) => devices[index].appear(),
    inject: ([index, endpoint, bytes]) => devices[index].inject(endpoint, Uint8Array.from(bytes)),
    burst: ([index, endpoint, count]) => {
      for (let at = 0; at < count; at += 1) devices[index].inject(endpoint, Uint8Array.of(at >> 8, at & 255));
    },
    stallWrites: (index) => void devices[index].stall(),
    failWrites: (index) => {
      devices[index].faults.failWrites = 1;
    },
    hold: (what) => void held.add(what),
    abort: () => process.abort(),
    throw: (text) => {
      queueMicrotask(() => {
        throw new TypeError(text);
      });
    },
    print: (text) => void process.stderr.write(text),
    // As noble's HCI back end does.
    exitOn: (signal) => void process.on(signal, () => process.exit(1)),
  };
  createInterface({ input: socket }).on("line", (line) => {
    const [name, value, id] = JSON.parse(line);
    commands[name](value);
    say({ [`done ${id}`]: true });
  });
  say({ pid: process.pid, options: rest });
  return new HeldManager({ devices });
});
