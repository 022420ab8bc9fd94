// The list of supported models, from the device database.
import { planKinds } from "@buttplug-ts/core";
import { deviceDatabase } from "@buttplug-ts/device-db";
import { protocols } from "@buttplug-ts/protocols";
import { simulators } from "@buttplug-ts/protocols/simulators";
import { table } from "./docs-table.mjs";

/** The page `devices.md`. */
export function devicesPage(notice) {
  const { models } = deviceDatabase;
  const keys = [...new Set(models.map(({ protocol }) => protocol))].sort();
  const undriven = keys.filter((key) => deviceDatabase.protocol(key).notDriven);
  const summary = keys.map((key) =>
    summaryRow(
      key,
      models.filter(({ protocol }) => protocol === key),
    ),
  );
  const sections = keys.map((key) =>
    protocolSection(
      key,
      models.filter(({ protocol }) => protocol === key),
    ),
  );
  return `# Devices

${notice}

${models.length} models of ${keys.length} protocols. \`simulate("Name")\` of \`buttplug-ts/simulated\` gives a simulated one of each.
Ranges are the steps that an output takes; a low end below zero means that it has a direction.

${keys.length - undriven.length} protocols are driven: each of their models is connected in simulation by a test, driven to both ends of every output, read and stopped, through a
real client and server. In the column of simulation, \`answers\` is a device that understands its packets and says so; \`listens\` is one that takes every packet and is compared with
one that never ran. ${undriven.length} are known and not driven.

${table(["protocol", "models", "outputs", "inputs", "bus", "simulation", "not driven because"], summary)}

${sections.join("\n")}`;
}

function summaryRow(key, models) {
  const features = models.flatMap((model) => model.features);
  const typesOf = (part) => [...new Set(features.flatMap((feature) => Object.keys(feature[part])))].sort().join(", ");
  const { notDriven } = deviceDatabase.protocol(key);
  const answers = simulators.some((simulator) => simulator.key === key);
  return [
    `[${key}](#${key})`,
    String(models.length),
    typesOf("outputs") || "–",
    typesOf("inputs") || "–",
    busesOf(key).join(", "),
    notDriven ? "–" : answers ? "answers" : "listens",
    notDriven ?? "",
  ];
}

function busesOf(key) {
  return planKinds.filter((kind) => deviceDatabase.plan(key, kind) !== undefined);
}

function protocolSection(key, models) {
  const { summary = "" } = protocols.find((protocol) => protocol.key === key) ?? {};
  const { notDriven } = deviceDatabase.protocol(key);
  const answers = simulators.some((simulator) => simulator.key === key);
  const rows = [...models]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ id, name, features }) => [name, `\`${id}\``, features.map(featureText).join("<br>")]);
  return `## ${key}

${notDriven ? `Known, not driven: ${notDriven}` : summary} Bus: ${busesOf(key).join(", ")}.${answers || notDriven ? "" : " Simulated devices take every write but do not answer."}

${table(["model", "id", "features"], rows)}`;
}

function featureText({ label, outputs, inputs }) {
  const parts = [
    ...Object.entries(outputs).map(([type, { range, durationRange }]) => {
      const duration = durationRange ? `, ${durationRange[0]} to ${durationRange[1]} ms` : "";
      return `${type} ${range[0]} to ${range[1]}${duration}`;
    }),
    ...Object.entries(inputs).map(([type, { commands }]) => `${type} (${commands.join(", ")})`),
  ];
  return `${label === "" ? "" : `${label}: `}${parts.join("; ")}`;
}
