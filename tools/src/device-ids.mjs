// Checks the files of packages/device-db/ids and makes one list of them.
import { basename } from "node:path";
import { parse } from "yaml";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * @param {{ name: string, text: string }[]} files
 * @returns {{ rows: [string, [string, string, ...(string | null)[]][]][], problems: string[] }}
 */
export function compileDeviceIds(files) {
  const problems = [];
  const rows = files.map(({ name, text }) => {
    const { protocol, models } = parse(text);
    if (basename(name) !== `${protocol}.yaml`) problems.push(`${name}: it belongs into ${protocol}.yaml`);
    for (const [identifier, device, ...features] of models) {
      const wrong = [device, ...features.filter((id) => id !== null)].filter((id) => !uuid.test(id));
      if (typeof identifier !== "string") problems.push(`${name}: the identifier ${identifier} is no text`);
      if (wrong.length > 0) problems.push(`${name}: of "${identifier}" these are no ids: ${wrong.join(", ")}`);
    }
    return [protocol, models];
  });
  return { rows, problems };
}
