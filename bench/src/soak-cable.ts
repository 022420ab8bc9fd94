import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** A way to the server that can be cut: a client behind it is gone from one moment to the next, without a word. */
export class Cable {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor(toPort: number) {
    this.#server = createServer((near) => {
      const far = connect(toPort, "127.0.0.1");
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#sockets.add(one);
        one.pipe(other);
        one.on("error", () => other.destroy());
        one.on("close", () => this.#sockets.delete(one));
      }
    });
  }

  /** Opens the near end. Resolves with the address that a client connects to. */
  open(): Promise<string> {
    return new Promise((resolve) => {
      this.#server.listen(0, "127.0.0.1", () => {
        resolve(`ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}`);
      });
    });
  }

  /** Ends what is connected with a reset, as a process does that dies. */
  cut(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
