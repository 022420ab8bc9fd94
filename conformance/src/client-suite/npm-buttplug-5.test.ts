import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { expect, it, onTestFinished } from "vitest";
import { bundleForNode } from "../bundle.js";
import { scenarios } from "./scenarios.js";

/** The first criterion that the published client does not meet, by scenario. It passes all others. */
const failures: Readonly<Record<string, string>> = {
  "close-with-reason": "client: tells why the server closed the connection",
  "closed-in-handshake": "client: gives the reason for the close to the application",
  "device-list": "client: shows every device with all its outputs and inputs",
  "devices-come-and-go": "client: has what the last list says, changes included",
  "error-event": "client: tells of an Error with Id 0",
  "error-with-other-class": "client: throws nothing that nobody can catch",
  "feature-text": "client: shows the text of a feature, FeatureDescription on the wire",
  leaving: "client: a command that waits rejects when the client leaves",
  "list-and-removal-at-once": "client: tells that the device has left, in the order of the messages",
  "null-fields": "client: takes null for an absent optional field",
  "older-server": "client: names its own and the server's version in the error",
  "older-server-refuses": "client: names its own and the server's version in the error",
  "output-between-steps": "server: writes what the spec allows",
  "output-fraction-back": "client: the command succeeds with Ok",
  "output-not-a-number": "server: writes what the spec allows",
  "ping-required": "server: sends its first Ping before 1000 ms are over",
  "ping-timeout": "client: tells that the ping came too late",
  "ping-timeout-left-open": "client: tells that the connection is over",
  reconnection: "client: a command that waits rejects when the connection ends",
  refusal: "client: is not connected",
  "refusal-in-json": "client: is not connected",
  "refusal-without-id": "client: takes an Error with Id 0 for the answer",
  "survives-broken-device": "client: throws nothing that nobody can catch",
  "survives-broken-event": "client: throws nothing that nobody can catch",
  "survives-half-a-frame": "client: throws nothing that nobody can catch",
  "survives-no-id": "client: throws nothing that nobody can catch",
  "survives-no-json": "client: throws nothing that nobody can catch",
  "survives-no-list": "client: throws nothing that nobody can catch",
  "survives-no-messages": "client: throws nothing that nobody can catch",
  "survives-odd-neighbour": "client: throws nothing that nobody can catch",
  "unanswered-handshake": "client: connecting to a server that is silent rejects after a time",
  "unanswered-request": "client: a request without an answer rejects after a time",
};

/** What passes is over soon, however patient the suite is. What fails mostly waits: a little, in several processes at once. */
const patienceMs = { passing: 30_000, failing: 5000 };
const failingProcesses = 5;

/** What the program prints for these scenarios. In a process of its own: the client throws where nobody can catch it. */
async function run(program: string, names: readonly string[], patience: number): Promise<string> {
  const args = ["--input-type=module", "-", "--client", "buttplug-5", "--patience", String(patience), ...names];
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  child.stdin.end(program);
  return text(child.stdout);
}

it("npm buttplug 5.0.2 meets what it met when this was written", { timeout: 120_000 }, async () => {
  const program = await bundleForNode(new URL("./main.ts", import.meta.url));
  const passing = scenarios.map(({ name }) => name).filter((name) => !(name in failures));
  const failing = Array.from({ length: failingProcesses }, (_, part) =>
    Object.keys(failures).filter((_, index) => index % failingProcesses === part),
  );
  const printed = await Promise.all([
    run(program, passing, patienceMs.passing),
    ...failing.map((names) => run(program, names, patienceMs.failing)),
  ]);
  const found: Record<string, string> = {};
  const passed: string[] = [];
  for (const line of printed.join("\n").split("\n")) {
    const [, name = "", failure] = /^(\S+) +buttplug-5 (?:passed|failed: (\w+: [^:]+))/.exec(line) ?? [];
    if (failure !== undefined) found[name] = failure;
    else if (name !== "") passed.push(name);
  }
  expect(found).toEqual(failures);
  expect(passed).toEqual(passing);
});
