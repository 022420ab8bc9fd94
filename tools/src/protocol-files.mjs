// The two files of a new protocol, to be filled in.

/** Names of files of the protocols package that are no protocol. */
const reserved = ["index", "simulators"];

/**
 * Why no protocol can have this key, or undefined.
 * @param {string} key
 * @param {readonly string[]} taken keys that there are
 */
export function keyProblem(key, taken) {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(key) || reserved.includes(key)) {
    return `"${key}" is no key: lower-case words and digits with hyphens between them, such as acme-pulse`;
  }
  return taken.includes(key) ? `there is a protocol ${key}; a new model of it goes into its data file` : undefined;
}

/**
 * Both files by their paths. They pass all checks as they are: one vibrator, whose level is the whole packet.
 * @param {string} key
 * @param {string} bluetoothName what the device advertises; a star at the end stands for anything
 */
export function protocolFiles(key, bluetoothName) {
  const title = key
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
  return {
    [`packages/device-db/data/${key}.yaml`]: `# yaml-language-server: $schema=../schema/device-file.schema.json
protocol: ${key}
bluetooth:
  names: [${JSON.stringify(bluetoothName)}]
  services:
    # FILL IN: the service and its characteristics, as four digits or as a whole UUID.
    fff0: { tx: fff1 }
models:
  # FILL IN: the model's name as printed on the box, what it has, and from where to where its levels go.
  - id: ${key}-device
    name: ${JSON.stringify(`${title} Device`)}
    features:
      - { label: Vibrator, vibrate: [0, 100] }
`,
    [`packages/protocols/src/${key}.ts`]: `import { defineProtocol, hex, perFeature, write } from "@buttplug-ts/protocol-kit";

export default defineProtocol({
  key: "${key}",
  // FILL IN: what is special about the packets, in a sentence.
  summary: "One level, which is the whole packet.",
  endpoints: ["tx"],
  // FILL IN: the packets. The README of protocol-kit says what to take for what.
  outputs: { vibrate: perFeature(({ value }) => write("tx", hex\`\${value}\`)) },
  // FILL IN: packets that you have seen, three to eight lines.
  examples: [
    "vibrate 0=1        -> tx: 01",
    "vibrate 0=50 0=100 -> tx: 32 | tx: 64",
    "vibrate 0=100 stop -> tx: 64 | tx: 00",
  ],
});
`,
  };
}
