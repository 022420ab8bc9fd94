import type { DeviceDatabase } from "./database.js";
import type { DeviceFile, FileModel } from "./device-file.js";
import { moved } from "./device-file-services.js";
import { refuse, type Spot, show, suggestion, within } from "./user-config-spot.js";

/** Notes why a file does not fit what is known: a file adds devices to a protocol, but no protocol. */
export function checkDeviceFile(file: DeviceFile, database: DeviceDatabase): void {
  const { protocol, models, spot } = file;
  const known = database.models.filter((model) => model.protocol === protocol);
  if (known.length === 0) {
    const protocols = [...new Set(database.models.map((model) => model.protocol))];
    const why = "a file can add devices to a protocol, but no protocol";
    return refuse(spot, `there is no protocol ${show(protocol)}, and ${why}: ${suggestion(protocol, protocols)}`);
  }
  const { notDriven } = database.protocol(protocol) ?? {};
  if (notDriven !== undefined) return refuse(spot, `devices of ${protocol} cannot be driven: ${notDriven}`);
  checkBluetooth(file, database);
  checkModels(models, (model) => {
    const namesake = known.find(({ id }) => id === model.id);
    const isReplaced = namesake && ofModel(model).includes(namesake.identifier);
    return isReplaced ? undefined : namesake?.name;
  });
}

function checkBluetooth({ protocol, bluetooth, spot }: DeviceFile, database: DeviceDatabase): void {
  if (!bluetooth) return;
  const plan = database.plan(protocol, "bluetooth");
  const place = within(spot, "bluetooth", undefined);
  if (plan?.kind === "bluetooth") return moved(plan.services, place, bluetooth);
  if (Object.keys(bluetooth.services).length > 0) return;
  refuse(place, `"services" is missing, and none are known of ${protocol} on Bluetooth`);
}

/** `ownerOf` names a model that is known, is another one, and has the id. */
function checkModels(models: readonly FileModel[], ownerOf: (model: FileModel) => string | undefined): void {
  const ids = new Map<string, string>();
  const identifiers = new Map<string, string>();
  for (const model of models) {
    const owner = ids.get(model.id) ?? ownerOf(model);
    if (owner !== undefined) refuse(model.spot, `${owner} has the id ${show(model.id)} too`, "id");
    ids.set(model.id, model.name);
    for (const identifier of ofModel(model)) claim(identifiers, identifier, model.name, model.spot);
  }
}

function ofModel({ identifiers }: FileModel): readonly string[] {
  return identifiers.length === 0 ? [""] : identifiers;
}

function claim(taken: Map<string, string>, identifier: string, name: string, spot: Spot): void {
  const other = taken.get(identifier);
  const what = identifier === "" ? "is the default model" : `has the identifier ${show(identifier)}`;
  if (other !== undefined) refuse(spot, `${other} ${what} too`);
  taken.set(identifier, name);
}
