import { createRequire } from "node:module";
import { type Message as BusMessage, Message, type MessageBus, MessageType, type Variant } from "dbus-next";

/** dbus-next refuses dictionaries with numeric keys, as ManufacturerData is one: JavaScript's keys are texts. */
const marshallers = createRequire(import.meta.url)("dbus-next/lib/marshallers");
const makeMarshaller = marshallers.MakeSimpleMarshaller;
marshallers.MakeSimpleMarshaller = (signature: string) => {
  const marshaller = makeMarshaller(signature);
  if (signature !== "q") return marshaller;
  return {
    check: (data: unknown) => marshaller.check(Number(data)),
    marshall: (stream: unknown, data: unknown) => marshaller.marshall(stream, Number(data)),
  };
};

export type Properties = Record<string, Variant>;

export interface Method {
  readonly takes?: string;
  readonly gives?: string;
  call(body: readonly unknown[], sender: string): unknown;
}

export interface Interface {
  readonly properties: Properties;
  readonly methods: Readonly<Record<string, Method>>;
}

export type Interfaces = Readonly<Record<string, Interface>>;

/** What a call is answered with when it is refused. `name` without its beginning, such as `Failed`. */
export class BluezError extends Error {
  override readonly name: string;
  constructor(name: string, text: string) {
    super(text);
    this.name = `org.bluez.Error.${name}`;
  }
}

const objectManager = "org.freedesktop.DBus.ObjectManager";
const propertiesInterface = "org.freedesktop.DBus.Properties";

/** The objects of a service, which come and go; announced as D-Bus' ObjectManager and Properties want it. */
export class ExportedObjects {
  /** How often each method was called. */
  readonly calls = new Map<string, number>();
  readonly #objects = new Map<string, Interfaces>();
  #bus: MessageBus | undefined;
  #isHanging = false;

  attach(bus: MessageBus): void {
    this.#bus = bus;
    this.#isHanging = false;
    bus.addMethodHandler((message: BusMessage) => this.#handle(bus, message));
  }

  /** Answers nothing until it is attached again. */
  hang(): void {
    this.#isHanging = true;
  }

  detach(): void {
    this.#bus = undefined;
    this.#objects.clear();
  }

  has(path: string): boolean {
    return this.#objects.has(path);
  }

  add(path: string, interfaces: Interfaces): void {
    if (this.has(path)) return;
    this.#objects.set(path, interfaces);
    this.#signal("/", objectManager, "InterfacesAdded", "oa{sa{sv}}", [path, allProperties(interfaces)]);
  }

  /** Adds an interface to an object that is there. */
  addInterface(path: string, name: string, added: Interface): void {
    const interfaces = this.#objects.get(path);
    if (!interfaces) return;
    this.#objects.set(path, { ...interfaces, [name]: added });
    this.#signal("/", objectManager, "InterfacesAdded", "oa{sa{sv}}", [path, { [name]: { ...added.properties } }]);
  }

  removeInterface(path: string, name: string): void {
    const { [name]: gone, ...others } = this.#objects.get(path) ?? {};
    if (!gone) return;
    this.#objects.set(path, others);
    this.#signal("/", objectManager, "InterfacesRemoved", "oas", [path, [name]]);
  }

  /** Removes an object and all below it, lowest first. */
  remove(path: string): void {
    const gone = [...this.#objects].filter(([each]) => each === path || each.startsWith(`${path}/`)).reverse();
    for (const [each, interfaces] of gone) {
      this.#objects.delete(each);
      const names = [...Object.keys(interfaces), propertiesInterface, "org.freedesktop.DBus.Introspectable"];
      this.#signal("/", objectManager, "InterfacesRemoved", "oas", [each, names]);
    }
  }

  /** Sets properties, and takes away those that are undefined. */
  change(path: string, name: string, changes: Readonly<Record<string, Variant | undefined>>): void {
    const properties = this.#objects.get(path)?.[name]?.properties;
    if (!properties) return;
    const changed: Properties = {};
    const gone: string[] = [];
    for (const [key, value] of Object.entries(changes)) {
      if (value) changed[key] = properties[key] = value;
      else if (properties[key]) {
        delete properties[key];
        gone.push(key);
      }
    }
    if (Object.keys(changed).length + gone.length === 0) return;
    this.#signal(path, propertiesInterface, "PropertiesChanged", "sa{sv}as", [name, changed, gone]);
  }

  value(path: string, name: string, key: string): unknown {
    return this.#objects.get(path)?.[name]?.properties[key]?.value;
  }

  #signal(path: string, name: string, member: string, signature: string, body: unknown[]): void {
    this.#bus?.send(Message.newSignal(path, name, member, signature, body));
  }

  #handle(bus: MessageBus, message: BusMessage): boolean {
    if (message.interface === "org.freedesktop.DBus.Peer") return false;
    this.calls.set(message.member, (this.calls.get(message.member) ?? 0) + 1);
    if (this.#isHanging) return true;
    const method = this.#method(message);
    const answer = async () => {
      try {
        const result = await method.call(message.body, message.sender);
        const body = method.gives ? [result] : [];
        if (bus === this.#bus) bus.send(Message.newMethodReturn(message, method.gives ?? "", body));
      } catch (error) {
        if (bus === this.#bus) bus.send(refusal(message, error));
      }
    };
    void answer();
    return true;
  }

  #method({ path, interface: name, member }: BusMessage): Method {
    const interfaces = this.#objects.get(path);
    const isParent = path === "/" || [...this.#objects.keys()].some((each) => each.startsWith(path));
    if (!isParent) return unknown("UnknownObject", path, member);
    if (name === "org.freedesktop.DBus.Introspectable") return { gives: "s", call: () => this.#describe(path) };
    if (path === "/" && name === objectManager) return { gives: "a{oa{sa{sv}}}", call: () => this.#all() };
    if (name === propertiesInterface && interfaces) return propertyMethod(interfaces, member);
    return interfaces?.[name]?.methods[member] ?? unknown("UnknownMethod", path, member);
  }

  #all(): Record<string, Record<string, Properties>> {
    return Object.fromEntries([...this.#objects].map(([path, interfaces]) => [path, allProperties(interfaces)]));
  }

  #describe(path: string): string {
    const below = path === "/" ? "/" : `${path}/`;
    const names = [...this.#objects.keys()].filter((each) => each.startsWith(below));
    const children = new Set(names.map((each) => each.slice(below.length).split("/")[0]));
    const own = Object.entries(this.#objects.get(path) ?? {}).map(([name, each]) => describeInterface(name, each));
    const standard = own.length > 0 ? standardXml : "";
    const manager = path === "/" ? managerXml : "";
    const nodes = [...children].map((child) => `<node name="${child}"/>`).join("");
    return `<node>${manager}${standard}${own.join("")}${nodes}</node>`;
  }
}

function allProperties(interfaces: Interfaces): Record<string, Properties> {
  const own = Object.entries(interfaces).map(([name, { properties }]) => [name, { ...properties }] as const);
  return { ...Object.fromEntries(own), [propertiesInterface]: {}, "org.freedesktop.DBus.Introspectable": {} };
}

function propertyMethod(interfaces: Interfaces, member: string): Method {
  if (member === "GetAll") {
    return { gives: "a{sv}", call: ([name]) => ({ ...interfaces[name as string]?.properties }) };
  }
  return {
    gives: "v",
    call([name, key]) {
      const value = interfaces[name as string]?.properties[key as string];
      return value ?? unknown("InvalidArgs", String(name), String(key)).call([], "");
    },
  };
}

function unknown(kind: string, path: string, member: string): Method {
  return {
    call() {
      throw Object.assign(new TypeError(`nothing here for ${member} at ${path}`), {
        name: `org.freedesktop.DBus.Error.${kind}`,
      });
    },
  };
}

function refusal(message: BusMessage, error: unknown): BusMessage {
  const { name, message: text } = error as Error;
  return new Message({
    type: MessageType.ERROR,
    errorName: name.includes(".") ? name : "org.bluez.Error.Failed",
    replySerial: message.serial as never,
    destination: message.sender,
    signature: "s",
    body: [text],
  });
}

function describeInterface(name: string, { properties, methods }: Interface): string {
  const known = Object.entries(methods).map(
    ([member, { takes = "", gives = "" }]) =>
      `<method name="${member}">${args(takes, "in")}${args(gives, "out")}</method>`,
  );
  const values = Object.entries(properties).map(
    ([key, { signature }]) => `<property name="${key}" type="${signature}" access="read"/>`,
  );
  return `<interface name="${name}">${known.join("")}${values.join("")}</interface>`;
}

/** One argument a type; none here is a structure. */
function args(signature: string, direction: string): string {
  const types = signature.match(/a\{.*?\}+|a?[a-z]/g) ?? [];
  return types.map((type) => `<arg type="${type}" direction="${direction}"/>`).join("");
}

function signal(name: string, ...types: readonly string[]): string {
  return `<signal name="${name}">${types.map((type) => `<arg type="${type}"/>`).join("")}</signal>`;
}

const standardXml = `<interface name="org.freedesktop.DBus.Introspectable"><method name="Introspect">${args("s", "out")}</method></interface>
<interface name="${propertiesInterface}"><method name="Get">${args("ss", "in")}${args("v", "out")}</method>
<method name="GetAll">${args("s", "in")}${args("a{sv}", "out")}</method>${signal("PropertiesChanged", "s", "a{sv}", "as")}</interface>`;

const managerXml = `<interface name="${objectManager}"><method name="GetManagedObjects">${args("a{oa{sa{sv}}}", "out")}</method>
${signal("InterfacesAdded", "o", "a{sa{sv}}")}${signal("InterfacesRemoved", "o", "as")}</interface>`;
