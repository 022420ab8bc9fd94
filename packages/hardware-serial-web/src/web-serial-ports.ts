import type { Advertisement } from "@buttplug-ts/core";
import { StableIds, usbName } from "@buttplug-ts/hardware-kit";
import type { WebSerialPort } from "./web-serial.js";

export interface GrantedPort {
  readonly advertisement: Advertisement & { readonly kind: "serial" };
  readonly port: WebSerialPort;
}

/** How the device database calls the port of whoever says by themselves what is there. */
const anyPort = "default";

/** The ports that the page may use and that are there. */
export class WebSerialPorts {
  readonly #ids = new StableIds<WebSerialPort>();
  readonly #isSaid: boolean;

  /** `isSaid`: whether the page says itself what its ports speak. */
  constructor(isSaid: boolean) {
    this.#isSaid = isSaid;
  }

  /** Browsers tell neither names of ports nor serial numbers: an id is made of vendor and product. */
  update(ports: readonly WebSerialPort[]): readonly GrantedPort[] {
    const ids = this.#ids.assign(ports.map((port) => ({ key: port, name: nameOf(port) })));
    return ports.map((port) => {
      const id = ids.get(port) ?? nameOf(port);
      return { port, advertisement: { kind: "serial", id, port: this.#isSaid ? anyPort : id } };
    });
  }
}

function nameOf(port: WebSerialPort): string {
  const { usbVendorId: vendor, usbProductId: product, bluetoothServiceClassId } = port.getInfo();
  if (vendor !== undefined && product !== undefined) return usbName({ vendor, product });
  return bluetoothServiceClassId === undefined ? "port" : "bluetooth";
}
