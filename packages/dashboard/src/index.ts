import { readFileSync } from "node:fs";

/** A part of the page, as it is served. */
export interface DashboardPage {
  readonly contentType: string;
  readonly body: string;
}

const files: Readonly<Record<string, readonly [name: string, contentType: string]>> = {
  "/": ["index.html", "text/html; charset=utf-8"],
  "/app.js": ["app.js", "text/javascript; charset=utf-8"],
  "/app.css": ["app.css", "text/css; charset=utf-8"],
  "/icon.svg": ["icon.svg", "image/svg+xml"],
};

let pages: ReadonlyMap<string, DashboardPage> | undefined;

/**
 * The dashboard by the path at which each part is served. It is read from the disk once, when it is first asked for. The
 * page takes the management token from `<meta name="management-token" content="">`, which the server fills in.
 */
export function dashboardPages(): ReadonlyMap<string, DashboardPage> {
  pages ??= new Map(
    Object.entries(files).map(([path, [name, contentType]]) => [path, { contentType, body: read(name) }]),
  );
  return pages;
}

function read(name: string): string {
  return readFileSync(new URL(`../dist/page/${name}`, import.meta.url), "utf8");
}
