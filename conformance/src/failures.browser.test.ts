import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { webSocketListener } from "buttplug-ts/listener";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { bundleForPage } from "./bundle.js";
import { findChromium, launchChromium } from "./chromium.js";
import type { RemotePage } from "./pages/remote.js";

const chromium = findChromium();
/** A browser is slow on a machine that is busy. */
const limitMs = 60_000;
const openssl = "openssl";
const publicHost = "example.test";
const usual = "most often no server runs there, host or port is wrong, or a firewall or a certificate is in the way";

let browser: Browser | undefined;
let pagePort = 0;
let endPages = () => {};

beforeAll(async () => {
  if (chromium === undefined) return;
  const { code } = await bundleForPage(new URL("./pages/remote.ts", import.meta.url));
  const server = createServer(selfSigned(), ({ url }, response) => {
    const isScript = url === "/remote.js";
    response.writeHead(200, { "content-type": isScript ? "text/javascript" : "text/html" });
    response.end(isScript ? code : '<!doctype html><script type="module" src="/remote.js"></script>');
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  pagePort = (server.address() as AddressInfo).port;
  endPages = () => {
    server.closeAllConnections();
    server.close();
  };
  browser = await launchChromium(chromium, publicHost);
}, limitMs);

afterAll(async () => {
  await browser?.close();
  endPages();
});

/** What the script of a page offers, as the page sees it. */
declare const page: RemotePage;

/** Opens the page of a host over https. */
async function open(host: string, prepare = async (_context: BrowserContext) => {}): Promise<Page> {
  const context = (await browser?.newContext({ ignoreHTTPSErrors: true })) as BrowserContext;
  onTestFinished(() => context.close());
  await prepare(context);
  const tab = await context.newPage();
  await tab.goto(`https://${host}:${pagePort}/`);
  await tab.waitForFunction(() => "page" in globalThis);
  return tab;
}

/** A port of this machine where nothing listens. */
async function freePort(): Promise<string> {
  const listener = webSocketListener({ port: 0, hosts: ["127.0.0.1"] });
  await listener.start(() => {});
  const { port } = new URL(listener.addresses[0] ?? "");
  await listener.close();
  return port;
}

describe.skipIf(chromium === undefined)(
  "a page that cannot connect says what it can infer",
  { timeout: limitMs },
  () => {
    it("where nothing listens: the usual causes, because Chromium does not say", async () => {
      const tab = await open("127.0.0.1");
      const address = `ws://127.0.0.1:${await freePort()}/`;
      expect(await tab.evaluate((at) => page.refusal(at), address)).toEqual({
        code: "connector/failed",
        text: `cannot connect to ${address}: the platform gives no reason; ${usual}; the browser's console may say more`,
        connected: false,
      });
    });

    it("where the page is https and ws: leaves this machine: mixed content", async () => {
      const tab = await open("127.0.0.1");
      const { code, text } = await tab.evaluate((at) => page.refusal(at), `ws://${publicHost}:12345/`);
      expect(code).toBe("connector/failed");
      expect(text).toMatch(
        /: Failed to construct 'WebSocket': .*: a page over https: may use ws: to its own machine only; use/,
      );
    });

    it("where the page comes from elsewhere and nobody has allowed it this machine yet", async () => {
      const tab = await open(publicHost);
      const { text } = await tab.evaluate((at) => page.refusal(at), `ws://127.0.0.1:${await freePort()}/`);
      expect(text).toMatch(
        /; most often the browser asks for the local network and nobody has allowed it yet, no server/,
      );
    });

    it("where the page comes from elsewhere and is denied this machine", async () => {
      // What is not granted is denied.
      const tab = await open(publicHost, (context) => context.grantPermissions(["geolocation"]));
      const { text } = await tab.evaluate((at) => page.refusal(at), `ws://127.0.0.1:${await freePort()}/`);
      expect(text).toMatch(/: the browser denies this page the local network; allow it in the site's settings/);
    });

    it("where the server takes the connection and closes it: code and reason", async () => {
      const listener = webSocketListener({ port: 0, hosts: ["127.0.0.1"] });
      onTestFinished(() => listener.close());
      await listener.start((channel) => {
        void channel.close({ code: "handshake/refused", reason: "closed for today" });
      });
      const tab = await open("127.0.0.1");
      const { code, text } = await tab.evaluate((at) => page.refusal(at), listener.addresses[0] ?? "");
      expect(code).toBe("connector/closed");
      expect(text).toMatch(/: the peer closed the connection \(4403\) before any message: closed for today$/);
    });
  },
);

function selfSigned(): { readonly key: Buffer; readonly cert: Buffer } {
  const args = [
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-keyout",
    "-",
    "-days",
    "2",
    "-subj",
    `/CN=${publicHost}`,
  ];
  const pem = execFileSync(openssl, args, { stdio: ["ignore", "pipe", "ignore"] });
  return { key: pem, cert: pem };
}
