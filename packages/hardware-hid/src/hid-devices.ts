import type { Advertisement } from "@buttplug-ts/core";
import {
  type HidInterface,
  type HidListing,
  isVendorPage,
  onePerDevice,
  StableIds,
  usbName,
} from "@buttplug-ts/hardware-kit";

/** A device that can be opened. */
export interface HidDevice {
  readonly advertisement: Advertisement & { readonly kind: "hid" };
  /** The system's name for the interface to drive. Another one each time that the device is plugged in. */
  readonly path: string;
}

interface Part extends HidInterface<string> {
  readonly name: string;
}

/** What is plugged in, one entry a device. */
export class HidDevices {
  readonly #ids = new StableIds<string>();
  #present: readonly HidDevice[] = [];

  get present(): readonly HidDevice[] {
    return this.#present;
  }

  /**
   * A device's id is its serial number, which is how other servers name it, too, or else vendor and product: paths change
   * with the port and the order of plugging in.
   */
  update(listings: readonly HidListing[]): void {
    const parts = onePerDevice(listings.flatMap(partOf));
    const ids = this.#ids.assign(parts.map((part) => ({ key: part.key, name: part.serial || usbName(part) })));
    this.#present = parts.map(({ key, vendor, product, name }) => ({
      path: key,
      advertisement: { kind: "hid", id: ids.get(key) ?? key, vendor, product, ...(name === "" ? {} : { name }) },
    }));
  }
}

function partOf(listing: HidListing): Part[] {
  const { path = "", vendorId, productId, serialNumber = "", product = "", usagePage = 0, usage = 0 } = listing;
  if (path === "") return [];
  return [
    {
      key: path,
      vendor: vendorId,
      product: productId,
      serial: serialNumber.trim(),
      place: [listing.interface, usagePage, usage].join(" "),
      rank: isVendorPage(usagePage) ? 0 : 1,
      name: product.trim(),
    },
  ];
}
