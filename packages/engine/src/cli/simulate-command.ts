import { simulatedModels } from "@buttplug-ts/hardware-simulated";
import type { Command } from "commander";
import { serve, type World } from "./serve.js";
import { serveLike } from "./serve-like.js";

/** What is simulated unless the user says otherwise. */
export const usualModels: readonly string[] = ["Lovense Nora", "Lovense Max", "Lovense Solace Pro", "Aneros Vivi"];

/** `simulate`: serves simulated devices and touches no real ones. */
export function addSimulateCommand(program: Command, world: World): void {
  const command = program
    .command("simulate")
    .description("serve simulated devices only; no real bus is touched")
    .argument("[models...]", `names of models; without any: ${usualModels.join(", ")}`)
    .option("--list", "list what can be simulated");
  serveLike(command, async (values, remarks) => {
    if (command.getOptionValue("list") === true) return world.out(`${simulatedModels().join("\n")}\n`);
    const given = [...command.args, ...values.simulate];
    const simulate = given.length > 0 ? given : usualModels;
    const none = {
      bluetooth: false,
      serial: false,
      hid: false,
      lovenseDongle: false,
      lovenseConnect: [],
      lovenseCloud: false,
      tcode: [],
    };
    await serve({ ...values, ...none, deviceWebsocket: false, simulate }, world, remarks);
  });
}
