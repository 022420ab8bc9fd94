import { createServer } from "buttplug-ts/server";
import { SimulatedHardwareManager, simulate } from "buttplug-ts/simulated";
import { openPicture } from "./picture.js";
import { tellStory } from "./story.js";

const nora = simulate("Lovense Nora", { battery: 85 });
const vivi = simulate("Aneros Vivi");
const all = [nora, simulate("Lovense Max"), simulate("Lovense Solace Pro"), vivi];

const picture = openPicture(all, process.stdout);
const server = createServer("Demo Server", { managers: [new SimulatedHardwareManager({ devices: all })] });
try {
  await tellStory({ server, devices: { nora, vivi, all }, say: picture.say });
} catch (error) {
  process.exitCode = 1;
  picture.say(String(error));
} finally {
  await server.close();
  picture.end();
}
