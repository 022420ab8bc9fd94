import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { ButtplugError, type ConfigStore, type Logger, outputTypes, textOf } from "@buttplug-ts/core";
import type { ApprovedOrigin, TokenScope, TokenState } from "@buttplug-ts/management";
import { readOrigin } from "./web-origin.js";

/** A token as it is kept: its secret as a hash only. */
export interface KeptToken extends TokenState {
  readonly hash: string;
}

interface AccessDocument {
  readonly origins: readonly ApprovedOrigin[];
  readonly tokens: readonly KeptToken[];
}

const documentName = "access";
const limit = 1_000;

/** Which origins and tokens the owner lets in. Kept in the document `access`, if there is a store. */
export class TokenStore {
  readonly #store: ConfigStore | undefined;
  readonly #logger: Logger;
  #origins: readonly ApprovedOrigin[] = [];
  #tokens: readonly KeptToken[] = [];

  constructor(store: ConfigStore | undefined, logger: Logger) {
    this.#store = store;
    this.#logger = logger;
  }

  get origins(): readonly ApprovedOrigin[] {
    return this.#origins;
  }

  get tokens(): readonly KeptToken[] {
    return this.#tokens;
  }

  /** A document that cannot be read lets nobody in, and is set aside when the next change is kept. */
  async load(): Promise<void> {
    const text = await this.#store?.read(documentName);
    if (text === undefined) return;
    try {
      const { origins, tokens } = parse(text);
      this.#origins = origins;
      this.#tokens = tokens;
    } catch (error) {
      const aside = await this.#store?.setAside(documentName);
      const text = `who may come in could not be read, so nobody remembered may (moved to ${aside}): ${textOf(error)}`;
      this.#logger.log("error", "access", text);
    }
  }

  /** It holds at once. @throws ButtplugError `config/store-failed` if it could not be kept */
  async approve(origin: string, approvedAtMs: number): Promise<void> {
    this.#origins = [...this.#origins.filter((each) => each.origin !== origin), { origin, approvedAtMs }].slice(-limit);
    await this.#keep();
  }

  /** As {@link approve}. */
  async forget(origin: string): Promise<void> {
    this.#origins = this.#origins.filter((each) => each.origin !== origin);
    await this.#keep();
  }

  /**
   * Makes a token and gives its secret, which is not kept. If the token cannot be kept, it is good for this run.
   * @throws ButtplugError `usage/invalid-argument` for a name that is taken
   */
  async create(state: TokenState): Promise<string> {
    const isTaken = this.#tokens.some(({ name }) => name === state.name);
    if (isTaken || this.#tokens.length >= limit) {
      const text = isTaken
        ? `there is a token ${JSON.stringify(state.name)} already`
        : `there are ${limit} tokens already`;
      throw new ButtplugError("usage/invalid-argument", text, { details: { argument: "name" } });
    }
    const secret = randomBytes(24).toString("base64url");
    this.#tokens = [...this.#tokens, { ...state, hash: hashOf(secret) }];
    await this.#keep().catch((error: unknown) => this.#logger.log("error", "access", textOf(error)));
    return secret;
  }

  /**
   * As {@link approve}.
   * @throws ButtplugError `usage/invalid-argument` if there is no such token
   */
  async revoke(name: string): Promise<void> {
    if (!this.#tokens.some((each) => each.name === name)) {
      const text = `there is no token ${JSON.stringify(name)}`;
      throw new ButtplugError("usage/invalid-argument", text, { details: { argument: "name" } });
    }
    this.#tokens = this.#tokens.filter((each) => each.name !== name);
    await this.#keep();
  }

  /** The token that a secret belongs to, unless it has run out. */
  find(secret: string, nowMs: number): KeptToken | undefined {
    const hash = hashOf(secret);
    const found = this.#tokens.find((each) => isSame(each.hash, hash));
    return found && (found.expiresAtMs ?? Number.POSITIVE_INFINITY) > nowMs ? found : undefined;
  }

  async #keep(): Promise<void> {
    const document: AccessDocument = { origins: this.#origins, tokens: this.#tokens };
    await this.#store?.write(documentName, `${JSON.stringify(document, undefined, 2)}\n`);
  }
}

/** Whether two texts are the same, in a time that does not tell where they differ. */
export function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(hashOf(one)), Buffer.from(hashOf(other))];
  return timingSafeEqual(a, b);
}

function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

function parse(text: string): AccessDocument {
  const { origins, tokens } = JSON.parse(text) as Partial<Record<keyof AccessDocument, unknown>>;
  if (!Array.isArray(origins) || !origins.every(isOrigin)) throw invalid("origins");
  if (!Array.isArray(tokens) || !tokens.every(isToken)) throw invalid("tokens");
  return { origins, tokens };
}

function isOrigin(value: unknown): value is ApprovedOrigin {
  const { origin, approvedAtMs } = (value ?? {}) as Partial<ApprovedOrigin>;
  return typeof origin === "string" && readOrigin(origin)?.isLasting === true && typeof approvedAtMs === "number";
}

/** A scope that cannot be read must not be taken for one without limits. */
function isToken(value: unknown): value is KeptToken {
  const { name, hash, scope, createdAtMs, expiresAtMs } = (value ?? {}) as Partial<KeptToken>;
  const isOther = expiresAtMs !== undefined && typeof expiresAtMs !== "number";
  return (
    typeof name === "string" &&
    /^[0-9a-f]{64}$/.test(hash ?? "") &&
    isScope(scope) &&
    typeof createdAtMs === "number" &&
    !isOther
  );
}

const scopeChecks: Readonly<Record<keyof TokenScope, (value: unknown) => boolean>> = {
  management: (value) => typeof value === "boolean",
  readOnly: (value) => typeof value === "boolean",
  devices: (value) => Array.isArray(value) && value.every((each) => typeof each === "string"),
  outputs: (value) => Array.isArray(value) && value.every((each) => outputTypes.includes(each)),
  levelCap: (value) => typeof value === "number" && value >= 0 && value <= 1,
};

function isScope(value: unknown): value is TokenScope {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(
    ([name, each]) => Object.hasOwn(scopeChecks, name) && scopeChecks[name as keyof TokenScope](each),
  );
}

function invalid(what: string): ButtplugError {
  return new ButtplugError("config/invalid", `${what} is not what this engine writes`, {
    details: { problems: [what] },
  });
}
