import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileSink } from "@buttplug-ts/config-node";
import { expect, it, onTestFinished } from "vitest";

async function newPath(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "file-sink-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, "recording.jsonl");
}

it("appends to a file that is this user's alone", async () => {
  const path = await newPath();
  const sink = fileSink(path);
  await sink.write("one\n");
  await sink.write("two\n");
  await sink.close();
  expect(await readFile(path, "utf8")).toBe("one\ntwo\n");
  if (process.platform !== "win32") expect((await stat(path)).mode & 0o777).toBe(0o600);
});

it("does not touch a file that is there", async () => {
  const path = await newPath();
  await writeFile(path, "somebody's");
  await expect(fileSink(path).write("one\n")).rejects.toMatchObject({
    code: "config/store-failed",
    message: `${path} could not be written: it exists already, and is not written over; choose another name (EEXIST)`,
    details: { where: path, systemCode: "EEXIST" },
  });
  expect(await readFile(path, "utf8")).toBe("somebody's");
});

it("makes no file of nothing", async () => {
  const path = await newPath();
  await fileSink(path).close();
  await expect(stat(path)).rejects.toMatchObject({ code: "ENOENT" });
});
