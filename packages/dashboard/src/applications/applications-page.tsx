import type { VNode } from "preact";
import { Clients } from "./clients.js";
import { Origins } from "./origins.js";
import { Tokens } from "./tokens.js";

/** Who uses the devices, and who may. */
export function ApplicationsPage(): VNode {
  return (
    <>
      <Clients />
      <Origins />
      <Tokens />
    </>
  );
}
