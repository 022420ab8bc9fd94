import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { sentence } from "../sentence.js";
import { useDashboard } from "../use-dashboard.js";

export interface TokenFormProps {
  readonly onToken: (token: string) => void;
}

/** Asks for the management token, where the page was given none that is valid. */
export function TokenForm({ onToken }: TokenFormProps): VNode {
  const { link } = useDashboard();
  const token = useSignal("");
  const state = link.state.value;
  const give = (event: Event) => {
    event.preventDefault();
    const given = token.value.trim();
    // The whole address that the engine prints is as good.
    if (given !== "") onToken(/[#?&]token=([^&]+)/.exec(given)?.[1] ?? given);
  };
  return (
    <main class="token-form">
      <h1>Buttplug engine</h1>
      <p>
        This page manages the engine and needs its management token. The engine prints an address with the token in it
        when it starts; open that, or paste it here. Where no terminal shows it, it is in the file{" "}
        <code>dashboard-address</code> of the engine's data folder.
      </p>
      {state.kind === "refused" && (
        <p class="problem" role="alert">
          {sentence(state.reason)} If the engine was started again, it has another token.
        </p>
      )}
      <form onSubmit={give}>
        <label for="token">Management token, or the address with it</label>
        <input
          id="token"
          type="password"
          autocomplete="off"
          required
          value={token}
          onInput={({ currentTarget }) => {
            token.value = currentTarget.value;
          }}
        />
        <button type="submit" class="primary">
          Open
        </button>
      </form>
    </main>
  );
}
