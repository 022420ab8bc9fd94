import { settle } from "@buttplug-ts/testing";
import { expect, it } from "vitest";
import { OperationQueue } from "../src/index.js";

it("runs one operation at a time, writes in their order and before all else that waits", async () => {
  const queue = new OperationQueue();
  const log: string[] = [];
  const ends: (() => void)[] = [];
  const work = (name: string) => () => {
    log.push(name);
    return new Promise<string>((resolve) => ends.push(() => resolve(name)));
  };
  const reads = [queue.run(work("read 1")), queue.run(work("read 2"))];
  const writes = [queue.write(work("write 1")), queue.write(work("write 2"))];
  for (let done = 0; done < 4; done += 1) {
    await settle();
    expect(ends).toHaveLength(1);
    ends.pop()?.();
  }
  expect(await Promise.all([...reads, ...writes])).toEqual(["read 1", "read 2", "write 1", "write 2"]);
  expect(log).toEqual(["read 1", "write 1", "write 2", "read 2"]);
});

it("goes on after an operation that failed, also one that failed at once", async () => {
  const queue = new OperationQueue();
  const failing = [
    queue.write(() => Promise.reject(new TypeError("busy"))),
    queue.write(() => {
      throw new TypeError("gone");
    }),
  ];
  const settled = Promise.allSettled(failing);
  expect(await queue.run(async () => "read")).toBe("read");
  expect(await settled).toMatchObject([{ reason: { message: "busy" } }, { reason: { message: "gone" } }]);
  expect(await queue.write(async () => "later")).toBe("later");
});
