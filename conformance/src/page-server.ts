import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Pages at a loopback port. */
export interface PageServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves a page for each script: `/name` runs the script `name`. Pages may run nothing but their script, no `eval` either,
 * and connect to nothing but WebSockets of this machine, or to nothing at all if the name is in `cutOff`.
 */
export async function servePages(
  scripts: Readonly<Record<string, string>>,
  cutOff: readonly string[],
): Promise<PageServer> {
  const server = createServer(({ url = "/" }, response) => {
    const [, name = "", isScript] = /^\/([a-z-]+)(\.js)?$/.exec(url) ?? [];
    const script = scripts[name];
    if (script === undefined) return response.writeHead(404).end();
    if (isScript) return response.writeHead(200, { "content-type": "text/javascript; charset=utf-8" }).end(script);
    const connect = cutOff.includes(name) ? "'none'" : "ws://127.0.0.1:*";
    response.writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": `default-src 'none'; script-src 'self'; connect-src ${connect}`,
    });
    return response.end(`<!doctype html><title>${name}</title><script type="module" src="/${name}.js"></script>`);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
