import { type Command, Option } from "commander";
import { serveLike } from "./serve-like.js";
import type { World } from "./world.js";

/** `config`: what holds, and what the owner decided about devices. `showsAlone`: without a further word it is `show`. */
export function addConfigCommands(program: Command, world: World, showsAlone: boolean): void {
  const config = program.command("config").description("show, check, import and export settings");
  const add = (name: string, description: string, isDefault = false) =>
    config.command(name, { isDefault }).description(description);
  const show = add(
    "show",
    "print every option, its value and where it comes from (what happens without a word)",
    showsAlone,
  );
  // `config --show` is the same.
  show.addOption(new Option("--show").hideHelp());
  serveLike(show, world, async ({ command }) => {
    (await import("./config-show.js")).showConfig(command, world);
  });
  const check = add("check", "check the owner's settings for devices, files of devices and of options (--config)");
  check.argument("[files...]", "files to check; without any: what the engine uses");
  serveLike(check, world, async ({ values }) => {
    await (await import("./config-check.js")).checkConfig(check.args, values, world);
  });
  const importing = add("import", "take over the user configuration of the existing server (Intiface)");
  importing.argument("<file>", "its file, such as buttplug-user-device-config-v4.json");
  serveLike(importing, world, async ({ values }) => {
    await (await import("./config-import.js")).importConfig(importing.args[0] ?? "", values, world);
  });
  const exporting = add("export", "print the owner's settings for devices");
  serveLike(exporting, world, async ({ values }) => {
    await (await import("./config-import.js")).exportConfig(values, world);
  });
  const devices = add("import-devices", "know more devices: take in a file of devices, after it was checked");
  devices.argument("<file>", "a file of devices, or its address with https:");
  devices.option("--rollback", "undo the last import of a file of this name");
  serveLike(devices, world, async ({ values }) => {
    const { importDevices, rollBackDevices } = await import("./config-import.js");
    const act = devices.opts()["rollback"] === true ? rollBackDevices : importDevices;
    await act(devices.args[0] ?? "", values, world);
  });
}
