import type { NewToken } from "@buttplug-ts/management";
import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { PageBody } from "../parts/page-body.js";
import { Clients } from "./clients.js";
import { MakeToken } from "./make-token.js";
import { Origins } from "./origins.js";
import { ShowToken } from "./show-token.js";
import { Tokens } from "./tokens.js";

/** Who uses the devices, and who may. */
export function ApplicationsPage(): VNode {
  const isMaking = useSignal(false);
  const made = useSignal<readonly NewToken[]>([]);
  const [shown] = made.value;
  return (
    <>
      <PageBody>
        <Clients />
        <Origins />
        <Tokens
          onMake={() => {
            isMaking.value = true;
          }}
        />
      </PageBody>
      {isMaking.value && (
        <MakeToken
          onMade={(token) => {
            made.value = [...made.peek(), token];
          }}
          onClose={() => {
            isMaking.value = false;
          }}
        />
      )}
      {shown && !isMaking.value && (
        <ShowToken
          key={shown.name}
          token={shown}
          onClose={() => {
            made.value = made.peek().slice(1);
          }}
        />
      )}
    </>
  );
}
