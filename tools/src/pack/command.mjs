import { spawn } from "node:child_process";

const limitMs = 3 * 60_000;

/** The environment without what npm set for the script that runs this: it would rule the npm that we start. */
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));

function start(command, args, cwd) {
  const stdio = ["pipe", "pipe", "pipe"];
  const child = spawn(command, args, { cwd, stdio, env: { ...environment, NO_COLOR: "1", FORCE_COLOR: "0" } });
  const output = { text: "", standard: "" };
  child.stdout.setEncoding("utf8").on("data", (part) => {
    output.text += part;
    output.standard += part;
  });
  child.stderr.setEncoding("utf8").on("data", (part) => {
    output.text += part;
  });
  const ended = new Promise((resolve) => {
    child.on("error", (error) => resolve(error.message));
    child.on("close", (code, signal) => resolve(code === 0 ? undefined : `ended with ${code ?? signal}`));
  });
  return { child, output, ended };
}

/** What the command wrote to its standard output. Rejects with all that it said if it fails or takes three minutes. */
export async function run(command, args, cwd) {
  const { child, output, ended } = start(command, args, cwd);
  child.stdin.end();
  const timer = setTimeout(() => child.kill("SIGKILL"), limitMs);
  const failure = await ended;
  clearTimeout(timer);
  if (failure === undefined) return output;
  throw new Error(`${[command, ...args].join(" ").slice(0, 200)} ${failure}\n${output.text.trim()}`);
}

/** A program that goes on until its input ends. */
export async function startService(command, args, cwd) {
  const { child, output, ended } = start(command, args, cwd);
  const firstLine = new Promise((resolve) => {
    child.stdout.on("data", () => output.standard.includes("\n") && resolve(output.standard.split("\n")[0]));
  });
  const failed = ended.then((failure) => {
    throw new Error(`${command} ${failure ?? "ended early"}\n${output.text}`);
  });
  const stop = async () => {
    child.stdin.end();
    await ended;
  };
  failed.catch(() => {});
  return { firstLine: await Promise.race([firstLine, failed]), lines: () => output.standard.trim().split("\n"), stop };
}
