import { ButtplugError, type ConfigStore, type Logger, type ModelDefinition, textOf } from "@buttplug-ts/core";
import type { DeviceDatabase } from "@buttplug-ts/device-db";
import {
  checkForModel,
  checkUserConfig,
  type DeviceSettings,
  mayConnect,
  parseUserConfig,
  serializeUserConfig,
  settingsFor,
  type UserConfig,
  type UserConfigProblem,
} from "@buttplug-ts/device-db/user-config";

/** The document that users write. The server writes it only when it is told to. */
const documentName = "config";
const defaults: UserConfig = { devices: [] };

export interface UserSettingsOptions {
  readonly store: ConfigStore | undefined;
  readonly deviceDb: DeviceDatabase;
  readonly logger: Logger;
  /** The devices that new settings must fit, too. */
  readonly connected: () => readonly ConnectedModel[];
  /** Called when other settings hold, or when a change was refused for these problems. */
  readonly onChanged: (problems: readonly string[]) => void;
}

interface ConnectedModel {
  readonly hardware: string;
  readonly model: ModelDefinition;
}

/** What the owner of the devices decided, as it holds now. */
export class UserSettings {
  readonly #o: UserSettingsOptions;
  #config: UserConfig = defaults;
  #problems: readonly string[] = [];

  constructor(options: UserSettingsOptions) {
    this.#o = options;
  }

  get config(): UserConfig {
    return this.#config;
  }

  /** What is wrong with the document, one sentence each with path and line. A change with problems does not hold. */
  get problems(): readonly string[] {
    return this.#problems;
  }

  /** Reads the document, and again whenever it changes. One that is damaged is kept aside, and the defaults hold. */
  async load(signal: AbortSignal): Promise<void> {
    const { store, logger, deviceDb } = this.#o;
    if (!store) return;
    // Watched before it is read, so that no change falls between.
    store.watch(documentName, () => void this.#reload(), { signal });
    const text = await store.read(documentName);
    if (text !== undefined) {
      const { config, problems } = parseUserConfig(text, deviceDb);
      this.#note(problems.map(textOfProblem));
      this.#config = config ?? defaults;
      if (!config) {
        const where = store.where(documentName);
        const kept = await store.setAside(documentName);
        logger.log("error", "config", `${where} is damaged and was kept as ${kept}; no limits of yours hold`);
      }
    }
  }

  /**
   * Makes other settings hold at once and keeps them.
   * @throws ButtplugError `config/invalid`; then nothing changed
   */
  async set(config: UserConfig): Promise<void> {
    const problems = [...checkUserConfig(config, this.#o.deviceDb).map(textOfProblem), ...this.#misfits(config)];
    if (problems.length > 0) throw unusable(problems);
    this.#hold(config);
    await this.#o.store?.write(documentName, serializeUserConfig(config));
  }

  /** All entries that fit a device, put together. */
  of(hardware: string, { protocol, identifier }: ModelDefinition): DeviceSettings {
    return settingsFor(this.#config, { hardware, protocol, identifier }, this.#o.deviceDb);
  }

  /** Whether the user lets this hardware be connected; without a model, as far as that can be told. */
  mayConnect(hardware: string, model?: ModelDefinition): boolean {
    const kind = model && { protocol: model.protocol, identifier: model.identifier };
    return mayConnect(this.#config, { hardware, ...kind }, this.#o.deviceDb);
  }

  /** Whether the user named this device as one that may be connected. */
  isAllowed(hardware: string, model: ModelDefinition): boolean {
    return this.#config.devices.some(({ access }) => access === "allow") && this.mayConnect(hardware, model);
  }

  /**
   * Checks what only the device shows. A device whose limits cannot be kept must not run without them.
   * @throws ButtplugError `config/invalid`
   */
  check(hardware: string, model: ModelDefinition): void {
    const problems = this.#misfitsOf(this.#config, { hardware, model });
    if (problems.length > 0) throw unusable(problems);
  }

  /** Indexes that the user gave to devices. */
  get fixedIndexes(): ReadonlySet<number> {
    return new Set(this.#config.devices.flatMap(({ index }) => index ?? []));
  }

  async #reload(): Promise<void> {
    const { store, deviceDb, logger, onChanged } = this.#o;
    try {
      const text = await store?.read(documentName);
      const { config, problems } =
        text === undefined ? { config: defaults, problems: [] } : parseUserConfig(text, deviceDb);
      this.#note([...problems.map(textOfProblem), ...(config ? this.#misfits(config) : [])]);
      if (config && this.#problems.length === 0) this.#hold(config);
      else onChanged(this.#problems);
    } catch (error) {
      logger.log("error", "config", textOf(error));
    }
  }

  #hold(config: UserConfig): void {
    this.#config = config;
    this.#problems = [];
    this.#o.onChanged([]);
  }

  #misfits(config: UserConfig): readonly string[] {
    return this.#o.connected().flatMap((device) => this.#misfitsOf(config, device));
  }

  #misfitsOf(config: UserConfig, { hardware, model }: ConnectedModel): readonly string[] {
    const { protocol, identifier } = model;
    const problems = checkForModel(config, { hardware, protocol, identifier }, model, this.#o.deviceDb);
    return problems.map((problem) => `the entry for ${hardware}, ${textOfProblem(problem)}`);
  }

  #note(problems: readonly string[]): void {
    this.#problems = problems;
    for (const problem of problems) this.#o.logger.log("error", "config", problem);
  }
}

function unusable(problems: readonly string[]): ButtplugError {
  const text = `these settings cannot be used: ${problems.join("; ")}`;
  return new ButtplugError("config/invalid", text, { details: { problems } });
}

function textOfProblem({ path, line, message }: UserConfigProblem): string {
  return `${path || "the document"}${line === undefined ? "" : ` (line ${line})`}: ${message}`;
}
