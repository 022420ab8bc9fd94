import { chown, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { whyNotOpened } from "../src/why-not-opened.js";

it("says who else has the port, in the words of each system", async () => {
  for (const [text, platform] of [
    ["Error Resource temporarily unavailable Cannot lock port", "linux"],
    ["Error: Device or resource busy, cannot open /dev/ttyUSB0", "linux"],
    ["Error: Resource busy, cannot open /dev/cu.usbserial-1", "darwin"],
    ["Opening COM3: Access denied", "win32"],
  ] as const) {
    expect(await whyNotOpened("any", text, platform)).toMatch(/^another program has the port open; close that one/);
  }
});

it("says that there is no such port", async () => {
  for (const text of ["Error: No such file or directory, cannot open /dev/x", "Opening COM3: File not found"]) {
    expect(await whyNotOpened("any", text, "linux")).toBe("there is no such port; plug the device in");
  }
});

it.skipIf(process.platform === "win32")("names the group that may open the port", async () => {
  const folder = await mkdtemp(join(tmpdir(), "serial-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "port");
  await writeFile(path, "");
  const groups = (await readFile("/etc/group", "utf8")).split("\n").map((line) => line.split(":"));
  // Who is not root can give a file to no other group than their own.
  const wanted = groups.find(([name]) => name === "dialout")?.[2];
  if (process.getuid?.() === 0 && wanted !== undefined) await chown(path, 0, Number(wanted));
  const { gid } = await stat(path);
  const name = groups.find(([, , number]) => number === `${gid}`)?.[0];
  const text = `Error: Permission denied, cannot open ${path}`;
  expect(await whyNotOpened(path, text, "linux")).toBe(
    `this user may not open ${path}; it belongs to the group ${name}: run "sudo usermod -aG ${name} $USER", log out and in again`,
  );
});

it("knows no group for what belongs to root, or is gone", async () => {
  for (const path of ["/dev/null", "/dev/no-such-port"]) {
    expect(await whyNotOpened(path, `Error: Permission denied, cannot open ${path}`, "linux")).toBe(
      `this user may not open ${path}; let a rule for udev give it to a group that you are in`,
    );
  }
});

it("passes on what it does not know", async () => {
  const text = "Error: Inappropriate ioctl for device setting custom baud rate of 115200";
  expect(await whyNotOpened("any", text, "linux")).toBe(text.slice(7));
});
