import {
  type Advertisement,
  ButtplugError,
  type ConfigStore,
  type EndpointPlan,
  type Logger,
  type ModelDefinition,
  type ScanFilters,
  textOf,
} from "@buttplug-ts/core";
import type { DeviceDatabase } from "@buttplug-ts/device-db";
import {
  type DeviceSettings,
  mayConnect,
  serialPlansFor,
  serialPortsOf,
  settingsFor,
  type UserConfig,
  type UserConfigProblem,
  websocketPlansFor,
} from "@buttplug-ts/device-db/user-config";
import type { ParsedUserConfig } from "@buttplug-ts/device-db/user-config-file";

type SettingsFile = typeof import("@buttplug-ts/device-db/user-config-file");

/** The document that users write. The server writes it only when it is told to. */
const documentName = "config";
const defaults: UserConfig = { devices: [] };
const nothing: ParsedUserConfig = { config: defaults, problems: [] };

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
  #file: SettingsFile | undefined;
  #loading: Promise<SettingsFile> | undefined;
  /** The document is read and written one after the other, so that the last write stays and reads see it. */
  #documentTurn: Promise<unknown> = Promise.resolve();
  /** Counts what programs asked for, and which of these holds: what is older, or was read meanwhile, is not wanted. */
  #lastAsked = 0;
  #lastHeld = 0;

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
    const { store } = this.#o;
    if (!store) return;
    // Watched before it is read, so that no change falls between.
    store.watch(documentName, () => void this.#readInTurn((held) => this.#reload(store, held)), { signal });
    await this.#readInTurn((held) => this.#begin(store, held)).catch((error: unknown) => {
      this.#note([`${store.where(documentName)} could not be read, and no limits of yours hold: ${textOf(error)}`]);
    });
  }

  /**
   * Makes other settings hold and keeps them: at once if what checks them has been loaded, whatever the store does. Of
   * several the last one holds and is kept.
   * @throws ButtplugError `config/invalid`; then nothing changed
   */
  async set(config: UserConfig): Promise<void> {
    this.#lastAsked += 1;
    const asked = this.#lastAsked;
    const { checkUserConfig, serializeUserConfig } = this.#file ?? (await this.#loadFile());
    const problems = [...checkUserConfig(config, this.#o.deviceDb).map(textOfProblem), ...this.#misfits(config)];
    if (problems.length > 0) throw unusable(problems);
    if (asked < this.#lastHeld) return;
    this.#lastHeld = asked;
    this.#hold(config);
    const { store } = this.#o;
    const text = serializeUserConfig(config);
    if (store) await this.#inTurn(() => store.write(documentName, text));
  }

  /**
   * Changes the text of the document, so that comments and layout stay, and makes it hold. Without a store, or a document,
   * `change` gets what holds.
   * @throws ButtplugError `config/invalid`; then nothing changed
   */
  edit(change: (text: string) => string): Promise<void> {
    return this.#inTurn(async () => {
      const { parseUserConfig, serializeUserConfig } = await this.#loadFile();
      const { store, deviceDb } = this.#o;
      const text = change((await store?.read(documentName)) ?? serializeUserConfig(this.#config));
      const { config, problems: found } = parseUserConfig(text, deviceDb);
      const problems = [...found.map(textOfProblem), ...(config ? this.#misfits(config) : [])];
      if (config === undefined || problems.length > 0) throw unusable(problems);
      this.#lastAsked += 1;
      this.#lastHeld = this.#lastAsked;
      this.#hold(config);
      await store?.write(documentName, text);
    });
  }

  /** All entries that fit a device, put together. */
  of(hardware: string, { protocol, identifier }: ModelDefinition): DeviceSettings {
    return settingsFor(this.#config, { hardware, protocol, identifier }, this.#o.deviceDb);
  }

  /** What the user says is there, where hardware of this kind cannot say it. */
  saidPlans(kind: Advertisement["kind"], hardware: string): readonly EndpointPlan[] {
    if (kind === "serial") return serialPlansFor(this.#config, hardware, this.#o.deviceDb);
    return kind === "websocket" ? websocketPlansFor(this.#config, hardware) : [];
  }

  /** What to look for: what the database would recognise, and the serial ports that the user names. */
  get scanFilters(): ScanFilters {
    const { scanFilters } = this.#o.deviceDb;
    const ports = serialPortsOf(this.#config, this.#o.deviceDb);
    return { ...scanFilters, serial: { ports: [...(scanFilters.serial?.ports ?? []), ...ports] } };
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

  async #begin(store: ConfigStore, held: number): Promise<void> {
    let isDamaged = false;
    await this.#read(store, held, ({ config, problems } = nothing) => {
      this.#note(problems.map(textOfProblem));
      this.#config = config ?? defaults;
      isDamaged = config === undefined;
    });
    if (!isDamaged) return;
    const where = store.where(documentName);
    const kept = await store.setAside(documentName);
    this.#note([...this.#problems, `${where} is damaged and was kept as ${kept}; no limits of yours hold`]);
  }

  async #reload(store: ConfigStore, held: number): Promise<void> {
    const refuse = (problems: readonly string[]) => {
      this.#note(problems);
      this.#o.onChanged(problems);
    };
    try {
      await this.#read(store, held, (parsed) => {
        if (!parsed) return refuse([`${store.where(documentName)} is gone; what it said holds until the server ends`]);
        const { config } = parsed;
        const problems = [...parsed.problems.map(textOfProblem), ...(config ? this.#misfits(config) : [])];
        if (config && problems.length === 0) this.#hold(config);
        else {
          const text = `${store.where(documentName)} changed, and cannot be used so: what it said before holds, until this is mended`;
          this.#o.logger.log("error", "config", text);
          refuse(problems);
        }
      });
    } catch (error) {
      refuse([textOf(error)]);
    }
  }

  /**
   * Hands over what the document says, or nothing if there is none, unless a program changed the settings since `held`: these
   * are written next.
   */
  async #read(store: ConfigStore, held: number, use: (parsed: ParsedUserConfig | undefined) => void): Promise<void> {
    const { parseUserConfig } = await this.#loadFile();
    const text = await store.read(documentName);
    if (held !== this.#lastHeld) return;
    use(text === undefined ? undefined : parseUserConfig(text, this.#o.deviceDb));
  }

  /** What reads and checks files is loaded when it is needed: a page without settings does not carry it. */
  #loadFile(): Promise<SettingsFile> {
    this.#loading ??= import("@buttplug-ts/device-db/user-config-file").then(
      (file) => {
        this.#file = file;
        return file;
      },
      (error: unknown) => {
        this.#loading = undefined;
        throw error;
      },
    );
    return this.#loading;
  }

  /** Settings that hold by the time of the turn are newer than the document, although they are written after it is read. */
  #readInTurn(read: (held: number) => Promise<void>): Promise<void> {
    const held = this.#lastHeld;
    return this.#inTurn(() => read(held));
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const result = this.#documentTurn.then(work);
    this.#documentTurn = result.catch(() => {});
    return result;
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
    // Where there are entries, what reads and checks them has been loaded.
    const problems =
      this.#file?.checkForModel(config, { hardware, protocol, identifier }, model, this.#o.deviceDb) ?? [];
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
