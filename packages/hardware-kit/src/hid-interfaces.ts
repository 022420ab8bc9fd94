/** One way into a human interface device. Devices with several functions have several. */
export interface HidInterface<K> {
  /** What it is opened by; the same for as long as it is plugged in. */
  readonly key: K;
  readonly vendor: number;
  readonly product: number;
  /** Empty if the device has none. */
  readonly serial: string;
  /** Tells the interfaces of one device apart. */
  readonly place: string;
  /** The lowest of a device is the one to drive. */
  readonly rank: number;
}

/** USB sets these pages of usages aside for what only the maker knows, as devices other than input devices are. */
export function isVendorPage(usagePage: number): boolean {
  return usagePage >= 0xff00;
}

/** Vendor and product as people write them, such as `057e:2009`. */
export function usbName({ vendor, product }: { readonly vendor: number; readonly product: number }): string {
  return [vendor, product].map((number) => number.toString(16).padStart(4, "0")).join(":");
}

/**
 * The interface to drive of each device. Makers give one serial number to many devices, so two interfaces of the same
 * product, number and place are taken for two devices.
 */
export function onePerDevice<T extends HidInterface<unknown>>(interfaces: readonly T[]): T[] {
  const seen = new Map<string, number>();
  const keys = new Set<unknown>();
  const chosen = new Map<string, T>();
  for (const each of interfaces) {
    if (keys.has(each.key)) continue;
    keys.add(each.key);
    const kind = `${usbName(each)} ${each.serial}`;
    const place = `${kind} ${each.place}`;
    const order = seen.get(place) ?? 0;
    seen.set(place, order + 1);
    const device = `${kind} ${order}`;
    const best = chosen.get(device);
    if (best === undefined || each.rank < best.rank) chosen.set(device, each);
  }
  return [...chosen.values()];
}
