import { platform } from "node:process";
import { importNative, unavailable } from "@buttplug-ts/hardware-kit";

/** XInput of Windows. Slots are 0 to 3; results are those of Windows, 0 for success. */
export interface XInputBinding {
  getState(slot: number): Promise<number>;
  /** Speeds are 0 to 65,535 and last until the next call. */
  setState(slot: number, left: number, right: number): Promise<number>;
  /** 0 empty to 3 full. Undefined: the gamepad does not tell. */
  batteryLevel(slot: number): Promise<number | undefined>;
}

/** What is used of koffi, which calls functions of C libraries. */
export interface Koffi {
  load(file: string): { func(prototype: string): KoffiFunction };
}

interface KoffiFunction {
  async(...argumentsAndCallback: unknown[]): void;
}

const unknownBatteries: readonly number[] = [0x00, 0xff];

/** @throws ButtplugError `hardware/unavailable` */
export async function loadXInput(manager: string): Promise<XInputBinding> {
  if (platform !== "win32") {
    throw unavailable(
      manager,
      "Gamepads rumble through XInput, which exists on Windows only; in web pages they do everywhere.",
    );
  }
  const library: string = "koffi"; // not a literal, because it is not there to be checked where this is built
  const load = async () => bindXInput((await import(library)) as Koffi, "xinput1_4.dll");
  return importNative(manager, library, load);
}

/** Structures are those of XInput.h: XINPUT_STATE, XINPUT_VIBRATION and XINPUT_BATTERY_INFORMATION. */
export function bindXInput(koffi: Koffi, file: string): XInputBinding {
  const dll = koffi.load(file);
  const getState = dll.func("uint32_t __stdcall XInputGetState(uint32_t slot, void *state)");
  const setState = dll.func("uint32_t __stdcall XInputSetState(uint32_t slot, void *vibration)");
  const getBattery = dll.func(
    "uint32_t __stdcall XInputGetBatteryInformation(uint32_t slot, uint8_t kind, void *battery)",
  );
  return {
    getState: (slot) => call(getState, slot, new Uint8Array(16)),
    setState: (slot, left, right) => call(setState, slot, Uint16Array.of(left, right)),
    async batteryLevel(slot) {
      const battery = new Uint8Array(2);
      const result = await call(getBattery, slot, 0, battery);
      const [type = 0, level] = battery;
      return result === 0 && !unknownBatteries.includes(type) ? level : undefined;
    },
  };
}

function call(callee: KoffiFunction, ...values: unknown[]): Promise<number> {
  return new Promise((resolve, reject) => {
    callee.async(...values, (error: unknown, result: number) => (error ? reject(error) : resolve(result)));
  });
}
