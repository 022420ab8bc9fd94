import type { BluetoothData, ManufacturerPattern, SerialData } from "./device-data.js";
import type { DeviceFile, FileModel } from "./device-file.js";
import { readFeatureList } from "./device-file-features.js";
import { readServices } from "./device-file-services.js";
import {
  advertisedName,
  anyText,
  company,
  complete,
  gap,
  ignored,
  mapped,
  some,
  usbPairs,
} from "./device-file-values.js";
import { type Reader, refuse, type Spot, show } from "./user-config-spot.js";
import { lineReaders, list, text } from "./user-config-values.js";

type FileForm = Omit<DeviceFile, "spot" | "models"> & {
  readonly models?: readonly FileModel[];
  readonly features?: never;
  readonly featureLists?: never;
};

const slug = text("small letters, digits and hyphens", /^[a-z0-9]+([-_][a-z0-9]+)*$/);

/** Reads the file of one protocol in the format of `data/`; undefined if it does not say which protocol. */
export const readDeviceFile: Reader<DeviceFile> = (spot) => {
  const read = readForm(spot);
  if (read === undefined) return undefined;
  const { models = [], ...more } = read;
  return { ...more, models, spot };
};

const readPattern: Reader<ManufacturerPattern> = mapped(
  complete<{ company: number; prefix?: string }>(
    { company, prefix: text('bytes such as "ff 21"', /^[\da-f]{2}( [\da-f]{2})*$/) },
    ["company"],
  ),
  ({ company: of, prefix }) => ({
    company: of,
    ...(prefix !== undefined && { prefix: prefix.split(" ").map((byte) => Number.parseInt(byte, 16)) }),
  }),
);

/** Without services, the devices have those that are known of the protocol. */
const readBluetooth: Reader<BluetoothData> = mapped(
  complete<{
    names?: readonly string[];
    manufacturerData?: readonly ManufacturerPattern[];
    services?: Pick<BluetoothData, "services" | "advertised">;
  }>({ names: some(advertisedName), manufacturerData: some(readPattern), services: readServices }, []),
  ({ names = [], manufacturerData = [], services = { services: {}, advertised: [] } }) => ({
    names,
    manufacturerData,
    ...services,
  }),
);

type SerialForm = SerialData["line"] & Pick<SerialData, "ports">;

const readSerial: Reader<SerialData> = mapped(
  complete<SerialForm>({ ports: some(anyText), ...lineReaders }, [
    "ports",
    "baudRate",
    "dataBits",
    "parity",
    "stopBits",
  ]),
  ({ ports, ...line }) => ({ ports, line }),
);

const yes: Reader<true> = (spot) =>
  spot.value === true ? true : refuse(spot, `${show(spot.value)} cannot be used: expected true, or leave it out`);

function readModel(spot: Spot): FileModel | undefined {
  const read = modelForm(spot);
  return read && { ...read, spot };
}

const modelForm = mapped(
  complete<Omit<FileModel, "spot" | "identifiers" | "featureIds"> & { identifiers?: readonly string[] }>(
    {
      id: slug,
      name: anyText,
      identifiers: some(anyText),
      features: readFeatureList,
      variant: anyText,
      gapMs: gap,
    },
    ["id", "name", "features"],
  ),
  (model) => ({ ...model, identifiers: model.identifiers ?? [] }),
);

const readForm = complete<FileForm>(
  {
    protocol: slug,
    bluetooth: readBluetooth,
    serial: readSerial,
    hid: usbPairs("vendor", "product"),
    usb: usbPairs("vendor", "product"),
    websocket: some(advertisedName),
    xinput: yes,
    lovenseConnect: yes,
    network: yes,
    before: some(slug),
    notDriven: anyText,
    features: ignored,
    featureLists: ignored,
    models: (spot) => list(spot, readModel)?.filter((model) => model !== undefined),
  },
  ["protocol"],
);
