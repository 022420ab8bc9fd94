import { ButtplugError, type Endpoint, fromUtf8 } from "@buttplug-ts/core";
import { combined, type DialogueIo, defineProtocol, hex, write } from "@buttplug-ts/protocol-kit";

/** Each device has one of three places that take levels, and some want to be stopped at another. */
interface Findings {
  readonly levels: Endpoint;
  readonly rest: Endpoint;
}

const keys = ["2IPO", "LSBB", "SIS6", "TALK"];
const challengeLength = 15;

/** The model's name, which is filled up with zeros. Not all devices have one. */
async function identify(io: DialogueIo): Promise<string> {
  const data = await io.read("rxblemodel").catch(() => undefined);
  if (data === undefined) return "Unknown";
  const words = fromUtf8(data);
  if (words === undefined) throw failed("the device calls its model by bytes that are no text");
  return words.replaceAll("\0", "");
}

async function initialize(io: DialogueIo): Promise<Findings> {
  if (io.endpoints.includes("rx")) await io.write(write("rx", responseTo(await io.read("rx")), { withResponse: true }));
  return placesAmong(io.endpoints);
}

/** A challenge is the number of a key and fifteen bytes, which the key is laid over again and again. */
function responseTo([number = -1, ...challenge]: Uint8Array): Uint8Array {
  const key = keys[number];
  if (key === undefined || challenge.length < challengeLength) throw failed("the device gave a challenge that is none");
  return Uint8Array.from(challenge.slice(0, challengeLength), (byte, at) => byte ^ key.charCodeAt(at % key.length));
}

function placesAmong(endpoints: readonly Endpoint[]): Findings {
  if (endpoints.includes("txvibrate")) return { levels: "txvibrate", rest: "txvibrate" };
  if (!endpoints.includes("tx")) return { levels: "generic0", rest: "generic0" };
  // Zeros at tx do not quite stop some of these.
  return { levels: "tx", rest: endpoints.includes("txmode") ? "txmode" : "tx" };
}

function failed(why: string): ButtplugError<"protocol/not-identified"> {
  return new ButtplugError("protocol/not-identified", why, { details: { protocol: "monsterpub" } });
}

/** Tier 3 because devices say which model they are, give a challenge, and differ in their endpoints. */
export default defineProtocol({
  key: "monsterpub",
  summary: "The levels of all motors, a byte each, after the answer to a challenge.",
  endpoints: ["tx", "txmode", "txvibrate", "generic0", "rxblemodel", "rx"],
  identify,
  initialize,
  outputs({ features }, places) {
    const motors = features.filter(({ outputs }) => Object.keys(outputs).length > 0).map(({ index }) => index);
    const rule = combined((levels) => {
      const slots = Uint8Array.from(motors, (motor) => levels[motor] ?? 0);
      const endpoint = slots.every((level) => level === 0) ? places.rest : places.levels;
      if (endpoint === "generic0") return write(endpoint, hex`03 ${slots}`);
      return write(endpoint, slots, { withResponse: endpoint === "txmode" });
    });
    return { vibrate: rule, oscillate: rule };
  },
  exampleFindings: {
    txvibrate: placesAmong(["txvibrate", "tx", "txmode", "generic0"]),
    tx: placesAmong(["tx", "txmode", "generic0"]),
    "tx alone": placesAmong(["tx"]),
    generic0: placesAmong(["txmode", "generic0"]),
  },
  examples: [
    "[txvibrate] MP_MXY_N_P1: vibrate 0=0 0=100 -> txvibrate: 00 | txvibrate: 64",
    "[txvibrate] MP2_JK_N_P1: vibrate 1=50 0=100 stop -> txvibrate: 00 32 | txvibrate: 64 32 | txvibrate: 00 00",
    "[txvibrate] MP_SUCKBANG_P5: vibrate 1=50 oscillate 0=100 -> txvibrate: 00 32 | txvibrate: 64 32",
    "[tx] vibrate 0=50 0=0 -> tx: 32 | txmode!: 00",
    "[tx] MP2_QC_TL_P1: vibrate 0=100 + 1=50 0=0 1=0 -> tx: 64 32 | tx: 00 32 | txmode!: 00 00",
    "[tx alone] vibrate 0=50 stop -> tx: 32 | tx: 00",
    "[generic0] TDG_CRAYBIT_PT: vibrate 2=100 2=0 -> generic0: 03 00 00 64 | generic0: 03 00 00 00",
  ],
});
