import type { Advertisement } from "@buttplug-ts/core";
import { isVendorPage, onePerDevice, StableIds, usbName } from "@buttplug-ts/hardware-kit";
import type { WebHidDevice } from "./web-hid.js";

export interface GrantedDevice {
  readonly advertisement: Advertisement & { readonly kind: "hid" };
  /** Its interface to drive. */
  readonly device: WebHidDevice;
}

/** The devices that the page may use and that are plugged in, one entry a device. */
export class WebHidDevices {
  readonly #ids = new StableIds<WebHidDevice>();

  /** Browsers do not tell serial numbers: the id is made of vendor and product. */
  update(devices: readonly WebHidDevice[]): readonly GrantedDevice[] {
    const parts = onePerDevice(devices.map(partOf));
    const ids = this.#ids.assign(parts.map((part) => ({ key: part.key, name: usbName(part) })));
    return parts.map(({ key: device, vendor, product }) => {
      const name = device.productName.trim();
      const id = ids.get(device) ?? usbName({ vendor, product });
      return { device, advertisement: { kind: "hid", id, vendor, product, ...(name === "" ? {} : { name }) } };
    });
  }
}

function partOf(device: WebHidDevice) {
  const { collections, vendorId, productId } = device;
  const usages = collections.map(({ usagePage = 0, usage = 0 }) => `${usagePage} ${usage}`);
  return { key: device, vendor: vendorId, product: productId, serial: "", place: usages.join(), rank: rankOf(device) };
}

/** What takes no reports cannot be driven. */
function rankOf({ collections }: WebHidDevice): number {
  if (!collections.some(({ outputReports = [] }) => outputReports.length > 0)) return 2;
  return collections.some(({ usagePage = 0 }) => isVendorPage(usagePage)) ? 0 : 1;
}
