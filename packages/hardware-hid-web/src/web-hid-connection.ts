import {
  ButtplugError,
  type Clock,
  type Endpoint,
  type EndpointPlan,
  type HardwareId,
  textOf,
  withTimeLimit,
} from "@buttplug-ts/core";
import type { Unsubscribe } from "@buttplug-ts/hardware";
import { connectFailed, HardwareConnection, type Link, type PageExit } from "@buttplug-ts/hardware-kit";
import { fitReport } from "./fit-report.js";
import type { WebHid, WebHidDevice, WebHidReportEvent } from "./web-hid.js";

export interface ConnectWebHidOptions {
  readonly id: HardwareId;
  readonly hid: WebHid;
  readonly device: WebHidDevice;
  readonly plan: EndpointPlan & { readonly kind: "hid" };
  readonly clock: Clock;
  readonly writeLimitMs: number;
  readonly exit: PageExit;
}

export async function connectWebHid(options: ConnectWebHidOptions): Promise<HardwareConnection> {
  const { id, hid, device, plan, clock } = options;
  await device.open().catch((error: unknown) => {
    throw connectFailed(id, whyNotOpened(error), error);
  });
  const endpoints = plan.endpoints.filter((endpoint) => endpoint === "tx" || endpoint === "rx");
  const connection = new HardwareConnection({ id, plan, endpoints, clock, link: new WebHidLink(options) });
  const onGone = (event: { readonly device: WebHidDevice }) => {
    if (event.device === device) connection.lost("it was unplugged, or the page lost its permission");
  };
  hid.addEventListener("disconnect", onGone);
  void connection.closed.then(() => hid.removeEventListener("disconnect", onGone));
  return connection;
}

/** Browsers say the same of a device that the system keeps from them, that another program has, and that just left. */
function whyNotOpened(error: unknown): string {
  if (!(error instanceof Error) || error.name !== "NotAllowedError") return textOf(error);
  const help = "close other programs and pages that use it; on Linux a rule for udev must let you use it";
  return `the browser could not open it; ${help} (KERNEL=="hidraw*", TAG+="uaccess")`;
}

class WebHidLink implements Link {
  readonly #o: ConnectWebHidOptions;

  constructor(options: ConnectWebHidOptions) {
    this.#o = options;
  }

  async write(endpoint: Endpoint, report: Uint8Array): Promise<void> {
    const { device, clock, exit, writeLimitMs: afterMs } = this.#o;
    const data = fitReport(device, report);
    const tooLate = () =>
      new ButtplugError("hardware/write-timeout", `the device did not take the report within ${afterMs} ms`, {
        details: { endpoint, afterMs },
      });
    const send = () => {
      const sending = device.sendReport(report[0] ?? 0, data);
      exit.linger();
      return exit.orElse(sending, () => Promise.resolve());
    };
    await withTimeLimit(clock, afterMs, undefined, tooLate, send);
  }

  async listen(_endpoint: Endpoint, deliver: (report: Uint8Array) => void): Promise<Unsubscribe> {
    const { device } = this.#o;
    const onReport = ({ reportId, data }: WebHidReportEvent) => {
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      // As in Node: a device that does not number its reports sends none in front.
      deliver(reportId === 0 ? Uint8Array.from(bytes) : Uint8Array.of(reportId, ...bytes));
    };
    device.addEventListener("inputreport", onReport);
    return async () => device.removeEventListener("inputreport", onReport);
  }

  close(): Promise<void> {
    return this.#o.device.close();
  }
}
