import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface DbusDaemonOptions {
  /** Where it listens. Default: in a folder of its own. */
  readonly socket?: string;
  /** Further `<policy>` elements, for what the bus is to refuse. */
  readonly policy?: string;
}

export interface DbusDaemon extends AsyncDisposable {
  /** What DBUS_SYSTEM_BUS_ADDRESS is to be. */
  readonly address: string;
  readonly socket: string;
}

/** Ends the daemon when its standard input does: also if the process that runs the tests is killed. */
const script = `exec 3<&0
dbus-daemon --nofork --print-address=1 "$@" 3<&- & daemon=$!
(read -r _ <&3; kill -9 $daemon) > /dev/null & wait $daemon`;

/** A message bus as the system's, with the limits that are built into dbus-daemon, for us alone. */
export async function startDbusDaemon({ socket, policy = "" }: DbusDaemonOptions = {}): Promise<DbusDaemon> {
  const folder = await mkdtemp(join(tmpdir(), "bluez-bus-"));
  const path = socket ?? join(folder, "socket");
  await writeFile(join(folder, "bus.conf"), config(path, policy));
  const daemon = spawn("sh", ["-c", script, "sh", `--config-file=${join(folder, "bus.conf")}`], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  daemon.stdin.on("error", () => {}); // it ended by itself
  const ended = once(daemon, "exit");
  await listening(daemon);
  return {
    address: `unix:path=${path}`,
    socket: path,
    async [Symbol.asyncDispose]() {
      daemon.stdin.end();
      await ended;
      await rm(path, { force: true });
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function listening(daemon: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    daemon.stdout?.once("data", () => resolve());
    daemon.once("error", reject);
    daemon.once("exit", (code) => reject(new TypeError(`dbus-daemon ended with ${code}`)));
  });
}

function config(socket: string, policy: string): string {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/>
    <allow own="*"/>
    <allow send_destination="*" eavesdrop="true"/>
    <allow receive_sender="*"/>
  </policy>
  ${policy}
</busconfig>
`;
}
