import { type ReadonlySignal, signal } from "@preact/signals";

export const routes = ["devices", "applications", "log", "engine"] as const;

export type Route = (typeof routes)[number];

const current = signal<Route>(read());

/** Which part of the page is seen, as the address says. */
export const route: ReadonlySignal<Route> = current;

addEventListener("hashchange", () => {
  current.value = read();
});

function read(): Route {
  const name = location.hash.slice(1);
  return routes.find((each) => each === name) ?? "devices";
}
