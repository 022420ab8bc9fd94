/** Measures one figure in a process of its own, so that no figure pays for the heap and the compiled code of another. */
import type { Effort } from "./figure.js";
import { figures } from "./figures.js";

/** What the parent process wants measured. */
export interface Order {
  readonly name: string;
  readonly effort: Effort;
}

process.once("message", async ({ name, effort }: Order) => {
  const results = await figures.find((figure) => figure.name === name)?.run(effort);
  process.send?.(results, () => process.disconnect());
});
