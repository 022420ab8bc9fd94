/// <reference types="w3c-web-serial" />
import { expectTypeOf, it } from "vitest";
import type { WebSerial, WebSerialPort } from "../src/index.js";

// Checked by the compiler, in `tsconfig.test.json`.
it("what browsers have is what this package uses", () => {
  expectTypeOf<Serial>().toExtend<WebSerial>();
  expectTypeOf<SerialPort>().toExtend<WebSerialPort>();
});
