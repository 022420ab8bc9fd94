export { simulators } from "./simulators.generated.js";
