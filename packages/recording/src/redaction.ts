const anyMac = /(?<![0-9a-f])(?:[0-9a-f]{2}[:_-]){5}[0-9a-f]{2}(?![0-9a-f])/gi;
const macDigits = /^(?:[0-9a-f]{2}[:_-]?){5}[0-9a-f]{2}$/i;
/** Shorter ids are replaced only where they stand alone, lest every 1 of a text become a device. */
const unmistakableLength = 6;

/** Fields that hold names of this project, never a name or a text from outside. */
const verbatim: ReadonlySet<string> = new Set([
  ..."kind,code,result,area,model,protocol,identifier,endpoint,output,input,transport,why,data".split(","),
]);

/** Replaces addresses of hardware by names that stay the same for one recording, wherever they are mentioned. */
export class Redaction {
  readonly #names = new Map<string, string>();
  #patterns: readonly { readonly pattern: RegExp; readonly name: string }[] = [];

  /** The name for hardware, such as `bluetooth/device-1` for `bluetooth/C0:FF:EE:00:00:01`. */
  hardware(key: string): string {
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const slash = key.indexOf("/");
    const name = `device-${this.#names.size + 1}`;
    const full = `${key.slice(0, Math.max(0, slash))}/${name}`;
    this.#names.set(key, full);
    // Longer ids first: a short one may be a part of them.
    this.#patterns = [...this.#patterns, { pattern: patternOf(key.slice(slash + 1)), name }].sort(
      (a, b) => b.pattern.source.length - a.pattern.source.length,
    );
    return full;
  }

  /** A text without addresses. */
  text(text: string): string {
    let redacted = text;
    for (const { pattern, name } of this.#patterns) redacted = redacted.replace(pattern, name);
    return redacted.replace(anyMac, "address");
  }

  /** A value of JSON without addresses. */
  value(value: unknown, key = ""): unknown {
    if (typeof value === "string") {
      if (key === "hardware") return this.hardware(value);
      return verbatim.has(key) ? value : this.text(value);
    }
    if (Array.isArray(value)) return value.map((each) => this.value(each, key));
    if (typeof value !== "object" || value === null) return value;
    // What is beside it may mention it.
    if ("hardware" in value) this.value(value.hardware, "hardware");
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.value(each, name)]));
  }
}

function patternOf(id: string): RegExp {
  if (macDigits.test(id)) return new RegExp((id.match(/[0-9a-f]{2}/gi) ?? []).join("[:_-]?"), "gi");
  const escaped = id.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const isUnmistakable = id.length >= unmistakableLength;
  return new RegExp(isUnmistakable ? escaped : `(?<![0-9A-Za-z])${escaped}(?![0-9A-Za-z])`, "gi");
}
