// Puts Debian's Chromium, openssl, iproute2, dbus-daemon and socat where tests look for them, if this machine lets us. Never fails: without them
// those tests are skipped, or fail by themselves where CI is set.
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const installer = "apt-get";
const limitMs = 5 * 60_000;
const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function onPath(name) {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.some((folder) => isProgram(join(folder, name)));
}

/** Undefined if the command succeeded within the time that is left, else why not. */
function run(args, endsAtMs) {
  const timeout = endsAtMs - Date.now();
  if (timeout <= 0) return "it took longer than 5 minutes";
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const stdio = ["ignore", "ignore", "pipe"];
  const { error, status, stderr } = spawnSync(installer, args, { env, timeout, stdio, encoding: "utf8" });
  if (error) return error.code === "ETIMEDOUT" ? "it took longer than 5 minutes" : error.message;
  return status === 0 ? undefined : stderr.trim().split("\n").at(-1) || `${installer} ended with ${status}`;
}

function install(missing) {
  console.log(`Not found: ${missing.join(", ")}; installing Debian's for the tests (at most 5 minutes).`);
  const endsAtMs = Date.now() + limitMs;
  const update = ["-qq", "update"];
  const add = ["-qq", "install", "-y", "--no-install-recommends", ...missing];
  const failure = run(update, endsAtMs) ?? run(add, endsAtMs);
  if (failure !== undefined)
    console.warn(`Could not be installed, tests are without: ${missing.join(", ")}: ${failure}`);
}

const chosen = process.env["BUTTPLUG_CHROMIUM"];
const missing = [];
if (chosen === undefined && !names.some(onPath)) missing.push("chromium");
if (!onPath("openssl")) missing.push("openssl");
if (process.platform === "linux") {
  if (!onPath("ip")) missing.push("iproute2");
  if (!onPath("dbus-daemon")) missing.push("dbus-daemon");
  if (!onPath("socat")) missing.push("socat");
}
if (missing.length > 0) {
  const isRoot = process.getuid?.() === 0;
  if (isRoot && onPath(installer)) install(missing);
  else console.log(`Not found: ${missing.join(", ")}. Install them (or set BUTTPLUG_CHROMIUM) to run all tests.`);
}
