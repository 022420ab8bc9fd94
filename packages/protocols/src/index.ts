export { protocols } from "./protocols.generated.js";
