import { createInterface } from "node:readline";
import type { ApprovalAnswer, ApprovalRequest } from "@buttplug-ts/management";
import type { Engine } from "../engine.js";

export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly write: (text: string) => void;
}

const answers: Readonly<Record<string, ApprovalAnswer>> = { o: "once", a: "always", r: "refuse" };

/** Asks in the terminal about pages that want to come in, one after the other. Returns the function that ends it. */
export function askInTerminal({ management }: Engine, { input, write }: Terminal): () => void {
  const lines = createInterface({ input });
  let asked: ApprovalRequest | undefined;
  const unobserve = management.observe((event) => {
    if (event.event !== "state" || event.state.approvals === undefined) return;
    const [first] = event.state.approvals;
    if (first?.id === asked?.id) return;
    asked = first;
    if (first) write(question(first));
  });
  lines.on("line", (line) => {
    const answer = answers[line.trim().slice(0, 1).toLowerCase()];
    if (asked === undefined) return;
    if (answer === undefined) return write(question(asked));
    try {
      void management.answerApproval({ id: asked.id, answer });
    } catch (error) {
      write(`${error instanceof Error ? error.message : String(error)}\n`);
    }
  });
  return () => {
    unobserve();
    lines.close();
  };
}

function question({ clientName, origin, expiresAtMs }: ApprovalRequest): string {
  const until = new Date(expiresAtMs).toTimeString().slice(0, 8);
  const name = JSON.stringify(clientName.slice(0, 60));
  return `A page of ${origin} that calls itself ${name} wants to use your devices. [o]nce, [a]lways, [r]efuse? (until ${until}) \n`;
}
