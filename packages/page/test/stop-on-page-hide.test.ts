import { type StopOnPageHideOptions, stopOnPageHide } from "@buttplug-ts/page";
import { TestClock } from "@buttplug-ts/testing";
import { afterEach, expect, it, vi } from "vitest";

afterEach(() => void vi.unstubAllGlobals());

class FakeDocument extends EventTarget {
  visibilityState: "visible" | "hidden" = "visible";

  show(state: "visible" | "hidden"): void {
    this.visibilityState = state;
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

/** A page whose devices are to stop, and what became of it. */
function page(options: StopOnPageHideOptions = {}, stopAll: () => Promise<void> = async () => {}) {
  const events = new EventTarget();
  const document = new FakeDocument();
  vi.stubGlobal("addEventListener", events.addEventListener.bind(events));
  vi.stubGlobal("removeEventListener", events.removeEventListener.bind(events));
  vi.stubGlobal("document", document);
  const clock = new TestClock();
  const lines: string[] = [];
  const logger = { log: (level: string, area: string, text: string) => void lines.push(`${level} ${area}: ${text}`) };
  const target = { stopAll: vi.fn(stopAll) };
  const off = stopOnPageHide(target, { clock, logger, ...options });
  const stops = () => target.stopAll.mock.calls.length;
  return { clock, document, lines, off, stops, hide: (event = "pagehide") => events.dispatchEvent(new Event(event)) };
}

it("stops before the listener of pagehide returns, each time", () => {
  const { hide, stops } = page();
  hide();
  expect(stops()).toBe(1);
  hide();
  expect(stops()).toBe(2);
});

it("stops before a page in the background is frozen, which Chrome on Android does after a minute", () => {
  const { hide, stops, off } = page();
  hide("freeze");
  expect(stops()).toBe(1);
  hide("resume");
  off();
  hide("freeze");
  expect(stops()).toBe(1);
});

it("takes no notice of a page that is hidden, unless asked to", async () => {
  const { clock, document, stops } = page({ hiddenAfterMs: 10 });
  document.show("hidden");
  await clock.advance(20);
  expect(stops()).toBe(0);
});

it("with whenHidden stops as soon as the page is hidden, and not when it is seen again", () => {
  const { document, stops } = page({ whenHidden: true });
  document.show("hidden");
  expect(stops()).toBe(1);
  document.show("visible");
  expect(stops()).toBe(1);
});

it("with hiddenAfterMs stops a page that stays hidden that long, and counts anew each time", async () => {
  const { clock, document, stops } = page({ whenHidden: true, hiddenAfterMs: 1000 });
  document.show("hidden");
  await clock.advance(999);
  document.show("visible");
  await clock.advance(5000);
  document.show("hidden");
  await clock.advance(999);
  expect(stops()).toBe(0);
  await clock.advance(1);
  expect([stops(), clock.pendingTimers]).toEqual([1, 0]);
});

it("stops once where the page is left while hidden", async () => {
  const { clock, document, hide, stops } = page({ whenHidden: true, hiddenAfterMs: 1000 });
  document.show("hidden");
  hide();
  await clock.advance(2000);
  expect(stops()).toBe(1);
});

it("does nothing more once it is off", async () => {
  const { clock, document, hide, off, stops } = page({ whenHidden: true, hiddenAfterMs: 1000 });
  document.show("hidden");
  off();
  off();
  hide();
  document.show("hidden");
  await clock.advance(2000);
  expect([stops(), clock.pendingTimers]).toEqual([0, 0]);
});

it.each([
  ["rejects", () => Promise.reject(new TypeError("not connected"))],
  [
    "throws",
    () => {
      throw new TypeError("not connected");
    },
  ],
])("logs a stop that %s, and goes on", async (_, stopAll) => {
  const { hide, lines, stops } = page({}, stopAll);
  hide();
  hide();
  await vi.waitFor(() => expect(lines.length).toBe(2));
  expect([stops(), lines[0]]).toEqual([2, "warn page: not everything was stopped: not connected"]);
});
