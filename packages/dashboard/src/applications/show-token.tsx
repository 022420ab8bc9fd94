import type { NewToken } from "@buttplug-ts/management";
import type { VNode } from "preact";
import { ActionButton } from "../parts/action.js";
import { Dialog } from "../parts/dialog.js";

export interface ShowTokenProps {
  readonly token: NewToken;
  readonly onClose: () => void;
}

/** A new token, for the only time. */
export function ShowToken({ token: { name, token, scope, addresses, qrCode }, onClose }: ShowTokenProps): VNode {
  return (
    <Dialog title={`Token “${name}”`} onClose={onClose}>
      <p>This is shown once. Who has it gets in.</p>
      <p class="secret">
        <code>{token}</code>
      </p>
      {addresses.length > 0 && (
        <>
          <p>{scope.management ? "This dashboard opens at" : "Applications connect to"}:</p>
          <ul class="secret">
            {addresses.map((address, at) => (
              <li key={address} class="address">
                <code>{address}</code>
                {mayCopy && (
                  <ActionButton label={`Copy address ${at + 1}`} run={() => navigator.clipboard.writeText(address)}>
                    Copy
                  </ActionButton>
                )}
              </li>
            ))}
          </ul>
          {addresses.every(isOfThisMachine) ? (
            <p class="dim">
              No other machine can reach these: the engine was started without <code>--host</code>.
            </p>
          ) : (
            <img
              class="qr"
              alt="The first address as a QR code"
              src={`data:image/svg+xml,${encodeURIComponent(qrCode)}`}
            />
          )}
        </>
      )}
    </Dialog>
  );
}

/** Browsers let only pages of this machine, and those over TLS. */
const mayCopy = "clipboard" in navigator;

function isOfThisMachine(address: string): boolean {
  return /^(127\..*|\[::1\]|localhost)$/.test(new URL(address).hostname);
}
