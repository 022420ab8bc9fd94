import { type EndpointPlan, toHex } from "@buttplug-ts/core";
import { settle, TestClock } from "@buttplug-ts/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import { connectPipe, type Pipe } from "../src/index.js";

const plan = { kind: "serial", protocol: "test" } as const satisfies EndpointPlan;
const bytes = (...values: number[]) => Uint8Array.from(values);

class ScriptedPipe implements Pipe {
  readonly log: string[] = [];
  #next: { resolve(data: Uint8Array): void; reject(error: unknown): void } | undefined;
  writeResult: () => Promise<void> = async () => {};

  read(): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      this.#next = { resolve, reject };
    });
  }

  async arrive(data: Uint8Array): Promise<void> {
    this.#next?.resolve(data);
    await settle();
  }

  async write(data: Uint8Array): Promise<void> {
    this.log.push(`begin ${toHex(data)}`);
    await this.writeResult();
    this.log.push(`end ${toHex(data)}`);
  }

  async close(): Promise<void> {
    this.log.push("close");
    this.fail("closed");
  }

  fail(text: string): void {
    this.#next?.reject(new TypeError(text));
  }
}

function setUp() {
  const [clock, pipe] = [new TestClock(), new ScriptedPipe()];
  const hardware = connectPipe({ id: "one", plan, pipe, clock, writeLimitMs: 2_000 });
  onTestFinished(async () => {
    await hardware[Symbol.asyncDispose]();
    await settle();
    expect(clock.pendingTimers).toBe(0);
  });
  const write = (...values: number[]) => hardware.write("tx", bytes(...values), { withResponse: false });
  return { clock, pipe, hardware, write };
}

describe("a connection over a pipe", () => {
  it("reads also while nobody listens, and gives each piece to whoever listens when it comes", async () => {
    const { pipe, hardware } = setUp();
    await settle();
    await pipe.arrive(bytes(1));
    const got: string[] = [];
    const stop = await hardware.subscribe("rx", (data) => got.push(toHex(data)));
    await pipe.arrive(bytes(2, 3));
    await stop();
    await pipe.arrive(bytes(4));
    await hardware.subscribe("rx", (data) => got.push(`again ${toHex(data)}`));
    await pipe.arrive(bytes(5));
    expect(got).toEqual(["02 03", "again 05"]);
  });

  it("writes one after the other", async () => {
    const { pipe, write } = setUp();
    await Promise.all([write(1), write(2), write(3)]);
    expect(pipe.log).toEqual(["begin 01", "end 01", "begin 02", "end 02", "begin 03", "end 03"]);
  });

  it("goes on after a write that failed", async () => {
    const { pipe, write } = setUp();
    pipe.writeResult = () => Promise.reject(new TypeError("no"));
    const failed = { code: "hardware/write-failed", message: expect.stringContaining("no") };
    await expect(write(1)).rejects.toMatchObject(failed);
    pipe.writeResult = async () => {};
    await write(2);
    expect(pipe.log).toEqual(["begin 01", "begin 02", "end 02"]);
  });

  it("is lost with all its writes when no bytes were taken for two seconds", async () => {
    const { clock, pipe, hardware, write } = setUp();
    pipe.writeResult = () => new Promise(() => {});
    const outcomes = Promise.allSettled([write(1), write(2)]);
    await clock.advance(1_999);
    expect(pipe.log).toEqual(["begin 01"]);
    await clock.advance(1);
    expect(await hardware.closed).toEqual({ by: "failure", reason: "it took no bytes for 2000 ms" });
    const lost = { status: "rejected", reason: { code: "hardware/disconnected" } };
    expect(await outcomes).toMatchObject([lost, lost]);
    await clock.advance(2_000);
    expect(pipe.log).toEqual(["begin 01", "close"]);
  });

  it("is lost when nothing can be read any more", async () => {
    const { pipe, hardware } = setUp();
    await settle();
    pipe.fail("the cable is out");
    expect(await hardware.closed).toEqual({ by: "remote", reason: "reading from it failed: the cable is out" });
    await settle();
    expect(pipe.log).toEqual(["close"]);
  });

  it("has one endpoint for each direction", async () => {
    const { hardware } = setUp();
    expect(hardware.endpoints).toEqual(["tx", "rx"]);
    const backwards = hardware.write("rx", bytes(1), { withResponse: false });
    await expect(backwards).rejects.toThrow("nothing can be written to rx");
    await expect(hardware.subscribe("tx", () => {})).rejects.toThrow("nothing comes in at tx");
  });
});
