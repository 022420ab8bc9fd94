import {
  type WebSerial,
  WebSerialHardwareManager,
  type WebSerialPort,
  webSerialSupport,
} from "@buttplug-ts/hardware-serial-web";
import { ButtplugClient, type ClientDevice } from "buttplug-ts";
import { createServer, embeddedConnector } from "buttplug-ts/server";

const { serial } = navigator as unknown as { readonly serial: WebSerial };
let isAsking = false;

/** The browser has no port to lend, so this stands in its place; its streams are the browser's. */
class WiredPort implements WebSerialPort {
  readable: ReadableStream<Uint8Array> | null = null;
  writable: WritableStream<Uint8Array> | null = null;
  text = "";
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;

  getInfo = () => ({ usbVendorId: 0x1a86, usbProductId: 0x7523 });
  async setSignals(): Promise<void> {}

  async open(): Promise<void> {
    this.readable = new ReadableStream({
      start: (controller) => {
        this.#controller = controller;
      },
    });
    this.writable = new WritableStream({
      write: (data) => {
        this.text += new TextDecoder().decode(data);
      },
    });
  }

  async close(): Promise<void> {
    await Promise.all([this.readable?.cancel(), this.writable?.abort()]);
    this.readable = null;
    this.writable = null;
  }

  lose(): void {
    this.readable = null;
    this.#controller?.error(new DOMException("The device has been lost.", "NetworkError"));
  }
}

export const serialPage = {
  support: () => webSerialSupport(),

  /** Scans; gives how many ports were found, or the error. */
  async scan(): Promise<string> {
    const ask = serial.requestPort.bind(serial);
    serial.requestPort = (options) => {
      isAsking = true;
      return ask(options);
    };
    await using manager = new WebSerialHardwareManager({ protocol: "tcode-v03", filters: [{ usbVendorId: 0x1a86 }] });
    const bluetooth = { names: [], namePrefixes: [], services: [], manufacturerData: [], optionalServices: [] };
    const found: string[] = [];
    try {
      for await (const { id } of manager.scan({ bluetooth }, { signal: new AbortController().signal })) found.push(id);
      return `found ${found.length}`;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  },

  /** Whether the browser was told to ask the user for a port. */
  isAsking: () => isAsking,

  /** From a client to a port and back: what reached the port, what the client heard, and what is left of the port. */
  async drive() {
    const port = new WiredPort();
    const granted: WebSerialPort[] = [];
    serial.getPorts = async () => granted;
    serial.requestPort = async () => {
      granted.push(port);
      return port;
    };
    const managers = [new WebSerialHardwareManager({ protocol: "tcode-v03" })];
    const server = createServer("page", { managers });
    const client = new ButtplugClient("page");
    await client.connect(embeddedConnector(server));
    const added = new Promise<ClientDevice>((resolve) => client.on("deviceAdded", resolve));
    await client.startScanning();
    const device = await added;
    await device.position(0.5, { durationMs: 250 });
    const removed = new Promise<ClientDevice>((resolve) => client.on("deviceRemoved", resolve));
    port.lose();
    const gone = await removed;
    await server.close();
    return { text: port.text, device: device.name, isSame: gone === device, isOpen: port.writable !== null };
  },
};

export type SerialPage = typeof serialPage;

Object.assign(globalThis, { page: serialPage });
