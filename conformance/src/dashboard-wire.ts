import type { Page, WebSocketRoute } from "playwright-core";

/** One of the page's two connections to the engine. Frames keep their order, but for those that are kept back. */
export interface Wire {
  /** What the page sent. */
  readonly sent: readonly string[];
  /** What the page got. */
  readonly received: readonly string[];
  /** What waits, as in {@link keepBack}. */
  readonly waiting: readonly string[];
  /** From now on frames wait that go from the page to the engine (`up`) or back (`down`): all, or those that have `text` in them. */
  keepBack(direction: Direction, text?: string): void;
  /** Lets what waits arrive, and does not keep anything back any more. */
  letGo(): void;
}

export interface Wires {
  readonly management: Wire;
  readonly control: Wire;
}

type Direction = "up" | "down";

/** Stands between a page, before it is loaded, and the engine. */
export async function wiresOf(page: Page): Promise<Wires> {
  const [management, control] = [new HeldWire(), new HeldWire()];
  await page.routeWebSocket(/\/management$/, (route) => management.join(route));
  await page.routeWebSocket(/\/\?token=/, (route) => control.join(route));
  return { management, control };
}

class HeldWire implements Wire {
  readonly sent: string[] = [];
  readonly received: string[] = [];
  #kept: { readonly direction: Direction; readonly text: string } | undefined;
  #waiting: { readonly frame: string; readonly go: () => void }[] = [];

  get waiting(): readonly string[] {
    return this.#waiting.map(({ frame }) => frame);
  }

  join(route: WebSocketRoute): void {
    const server = route.connectToServer();
    route.onMessage((frame) => {
      this.sent.push(String(frame));
      this.#pass("up", String(frame), () => server.send(frame));
    });
    const arrive = (frame: string | Buffer) => {
      this.received.push(String(frame));
      route.send(frame);
    };
    server.onMessage((frame) => this.#pass("down", String(frame), () => arrive(frame)));
  }

  keepBack(direction: Direction, text = ""): void {
    this.#kept = { direction, text };
  }

  letGo(): void {
    this.#kept = undefined;
    for (const { go } of this.#waiting.splice(0)) go();
  }

  #pass(direction: Direction, frame: string, go: () => void): void {
    if (this.#kept?.direction === direction && frame.includes(this.#kept.text)) this.#waiting.push({ frame, go });
    else go();
  }
}
