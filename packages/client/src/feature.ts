import { ControlTarget } from "./control-target.js";
import type { FeatureFacts, FeatureInputs, FeatureOutputs } from "./device-facts.js";
import type { DeviceRecord } from "./device-record.js";

/** A part of a device that does or measures one thing. */
export class Feature extends ControlTarget {
  readonly deviceIndex: number;
  readonly index: number;
  readonly #facts: FeatureFacts;

  /** @internal */
  constructor(record: DeviceRecord, facts: FeatureFacts) {
    const { deviceIndex } = record.info;
    super(record, { features: [facts] }, { deviceIndex, featureIndex: facts.index });
    this.deviceIndex = deviceIndex;
    this.index = facts.index;
    this.#facts = facts;
  }

  /** Shown to people; may be empty. */
  get description(): string {
    return this.#facts.description;
  }

  /** What it can do, by type; without an entry for what it cannot. */
  get outputs(): FeatureOutputs {
    return this.#facts.outputs;
  }

  /** What it can measure, by type; without an entry for what it cannot. */
  get inputs(): FeatureInputs {
    return this.#facts.inputs;
  }

  /** Names of outputs that a newer server knows and this client does not. */
  get unknownOutputs(): readonly string[] {
    return this.#facts.unknownOutputs;
  }

  /** Names of inputs that a newer server knows and this client does not. */
  get unknownInputs(): readonly string[] {
    return this.#facts.unknownInputs;
  }
}
