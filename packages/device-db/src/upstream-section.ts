import type { BluetoothData, ManufacturerPattern, SerialData } from "./device-data.js";
import type { DeviceFile, FileModel } from "./device-file.js";
import { readServices, withAdvertised } from "./device-file-services.js";
import {
  advertisedName,
  anyText,
  company,
  complete,
  ignored,
  mapped,
  some,
  usbPairs,
  uuid,
} from "./device-file-values.js";
import { readConfigurations, readDefaults } from "./upstream-models.js";
import { type Reader, readObject, refuse, type Spot } from "./user-config-spot.js";
import { choice, flag, list, oneOf, whole } from "./user-config-values.js";

type Rules = Pick<DeviceFile, "bluetooth" | "serial" | "hid" | "usb" | "websocket" | "xinput" | "lovenseConnect">;

interface Section {
  readonly communication?: readonly Rules[];
  readonly defaults?: FileModel;
  readonly configurations?: readonly FileModel[];
  /** Where the project's schema has the configurations of a user. */
  readonly devices?: { readonly configurations?: readonly FileModel[] };
}

/** Reads what the Buttplug project's device configuration says about one protocol. */
export function readSection(spot: Spot, protocol: string): DeviceFile {
  const { communication = [], defaults, configurations = [], devices } = readSectionForm(spot) ?? {};
  const models = [...(defaults ? [defaults] : []), ...configurations, ...(devices?.configurations ?? [])];
  return { protocol, ...joined(communication, spot), models: inheriting(settled(models), defaults), spot };
}

/** The project's own file has ids twice, and identifiers twice, of which the last one counts. */
function settled(models: readonly FileModel[]): readonly FileModel[] {
  const last = new Map(models.flatMap((model) => model.identifiers.map((identifier) => [identifier, model])));
  const ids = new Map<string, number>();
  return models.flatMap((model) => {
    const identifiers = model.identifiers.filter((identifier) => last.get(identifier) === model);
    if (identifiers.length === 0 && model.identifiers.length > 0) return [];
    const count = (ids.get(model.id) ?? 0) + 1;
    ids.set(model.id, count);
    return [{ ...model, identifiers, id: count > 1 ? `${model.id}-${count}` : model.id }];
  });
}

/** What a model does not say is as with the default model of its section. */
function inheriting(models: readonly FileModel[], defaults: FileModel | undefined): readonly FileModel[] {
  if (!defaults) return models;
  const { features, featureIds, variant, gapMs } = defaults;
  const inherited = {
    ...(variant !== undefined && { variant }),
    ...(gapMs !== undefined && { gapMs }),
    ...(features && { features, featureIds: featureIds ?? [] }),
  };
  return models.map((model) => ({ ...inherited, ...model }));
}

const readPattern: Reader<ManufacturerPattern> = mapped(
  complete<{ company: number; data?: readonly number[]; expected_length?: never }>(
    { company, data: some(whole([0, 255])), expected_length: ignored },
    ["company"],
  ),
  ({ company: of, data }) => ({ company: of, ...(data && { prefix: data }) }),
);

const readBluetooth: Reader<BluetoothData> = mapped(
  complete<{
    names?: readonly string[];
    manufacturer_data?: readonly ManufacturerPattern[];
    advertised_services?: readonly string[];
    services: Pick<BluetoothData, "services" | "advertised">;
  }>(
    {
      names: some(advertisedName),
      manufacturer_data: some(readPattern),
      advertised_services: (spot) => list(spot, uuid)?.filter((service) => service !== undefined),
      services: readServices,
    },
    ["services"],
  ),
  ({ names = [], manufacturer_data: manufacturerData = [], advertised_services: more = [], services }) => ({
    names,
    manufacturerData,
    ...withAdvertised(services, more),
  }),
);

const parities = { N: "none", E: "even", O: "odd" } as const;

const readSerial: Reader<SerialData> = mapped(
  complete<{
    port: string;
    baud_rate: number;
    data_bits: SerialData["line"]["dataBits"];
    parity: keyof typeof parities;
    stop_bits: SerialData["line"]["stopBits"];
  }>(
    {
      port: anyText,
      baud_rate: whole([1, 0xffff_ffff]),
      data_bits: oneOf(5, 6, 7, 8),
      parity: choice("N", "E", "O"),
      stop_bits: oneOf(1, 2),
    },
    ["port", "baud_rate", "data_bits", "parity", "stop_bits"],
  ),
  ({ port, baud_rate: baudRate, data_bits: dataBits, parity, stop_bits: stopBits }) => ({
    ports: [port],
    line: { baudRate, dataBits, parity: parities[parity], stopBits },
  }),
);

const readWebSocket = mapped(complete<{ name: string }>({ name: anyText }, ["name"]), ({ name }) => [name]);
const readPairs = mapped(
  complete<{ pairs: NonNullable<Rules["hid"]> }>({ pairs: usbPairs("vendor_id", "product_id") }, ["pairs"]),
  ({ pairs }) => pairs,
);

const readExists: Reader<true> = (spot) =>
  readObject<{ exists: boolean }>(spot, { exists: flag })?.exists ? true : undefined;

const readRules: Reader<Rules> = mapped(
  (spot) =>
    readObject<Omit<Rules, "bluetooth" | "lovenseConnect"> & { btle?: BluetoothData; lovense_connect_service?: true }>(
      spot,
      {
        btle: readBluetooth,
        serial: readSerial,
        hid: readPairs,
        usb: readPairs,
        websocket: readWebSocket,
        xinput: readExists,
        lovense_connect_service: readExists,
      },
    ),
  ({ btle, lovense_connect_service: lovenseConnect, ...more }) => ({
    ...more,
    ...(btle && { bluetooth: btle }),
    ...(lovenseConnect && { lovenseConnect }),
  }),
);

const readSectionForm = complete<Section>(
  {
    communication: (spot) => list(spot, readRules)?.filter((rules) => rules !== undefined),
    defaults: readDefaults,
    configurations: readConfigurations,
    devices: (spot) =>
      readObject<{ configurations?: readonly FileModel[] }>(spot, { configurations: readConfigurations }),
  },
  [],
);

/** A protocol may have several rules of a kind. */
function joined(rules: readonly Rules[], spot: Spot): Rules {
  const bluetooth = rules.flatMap((one) => one.bluetooth ?? []);
  const serial = rules.flatMap((one) => one.serial ?? []);
  const hid = rules.flatMap((one) => one.hid ?? []);
  const usb = rules.flatMap((one) => one.usb ?? []);
  const websocket = rules.flatMap((one) => one.websocket ?? []);
  return {
    ...(bluetooth.length > 0 && { bluetooth: joinedBluetooth(bluetooth) }),
    ...joinedSerial(serial, spot),
    ...(hid.length > 0 && { hid }),
    ...(usb.length > 0 && { usb }),
    ...(websocket.length > 0 && { websocket }),
    ...(rules.some((one) => one.xinput) && { xinput: true }),
    ...(rules.some((one) => one.lovenseConnect) && { lovenseConnect: true }),
  };
}

function joinedBluetooth(rules: readonly BluetoothData[]): BluetoothData {
  return {
    names: rules.flatMap(({ names }) => names),
    manufacturerData: rules.flatMap(({ manufacturerData }) => manufacturerData),
    services: Object.assign({}, ...rules.map(({ services }) => services)) as BluetoothData["services"],
    advertised: rules.flatMap(({ advertised }) => advertised),
  };
}

function joinedSerial([first, ...others]: readonly SerialData[], spot: Spot): Pick<Rules, "serial"> {
  if (!first) return {};
  const line = JSON.stringify(first.line);
  if (others.some((other) => JSON.stringify(other.line) !== line)) {
    refuse(spot, "all ports of a protocol must have the same line", "communication");
  }
  return { serial: { ports: [first, ...others].flatMap(({ ports }) => ports), line: first.line } };
}
