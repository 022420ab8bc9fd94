import { suggestion } from "@buttplug-ts/device-db/user-config-file";
import type { Command, CommanderError } from "commander";

/** What is wrong with a command line, and what may have been meant; flags that the help leaves out count, too. */
export function textOfUsageError({ message }: CommanderError, program: Command): string {
  const lines = [message];
  const [unknownOption, unknown] = /^error: unknown option '(--[^'=]+)'/.exec(message) ?? [];
  if (unknownOption !== undefined && unknown !== undefined) {
    const meant = nearest(unknown, flagsOf(program));
    lines.splice(0, 1, unknownOption, ...(meant === undefined ? [] : [`(Did you mean ${meant}?)`]));
  }
  if (message.includes("too many arguments for 'serve'")) {
    lines.push("(A command stands before its options, as in: buttplug-engine simulate --port 0)");
  }
  return [...lines, "(run with --help for what is allowed)", ""].join("\n");
}

/** That one flag begins with the other says more than letters that are alike. */
function nearest(unknown: string, known: readonly string[]): string | undefined {
  const begun = known.find((each) => each.startsWith(unknown));
  const [alike] = /(?<=^perhaps ").*(?=" is meant$)/.exec(suggestion(unknown, known)) ?? [];
  return begun ?? alike ?? known.find((each) => unknown.startsWith(`${each}-`));
}

function flagsOf({ options, commands }: Command): readonly string[] {
  return [...options.flatMap(({ long }) => long ?? []), ...commands.flatMap(flagsOf)];
}
