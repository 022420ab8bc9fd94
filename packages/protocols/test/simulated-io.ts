import type { Endpoint, ModelDefinition } from "@buttplug-ts/core";
import type { DeviceSimulation, DialogueIo, Simulator } from "@buttplug-ts/protocol-kit";
import { protocols } from "@buttplug-ts/protocols";

/** All endpoints of the protocol. */
function endpointsOf({ protocol }: ModelDefinition): readonly Endpoint[] {
  return protocols.find(({ key }) => key === protocol)?.endpoints ?? [];
}

/** A link to a simulated device. It answers at once or never. */
export function simulatedIo(device: DeviceSimulation, simulator: Simulator, model: ModelDefinition): DialogueIo {
  const arrived = new Map<Endpoint, Uint8Array[]>();
  return {
    name: simulator.advertisedName(model),
    address: "1",
    endpoints: endpointsOf(model),
    manufacturerData: simulator.manufacturerData?.(model) ?? [],
    async write({ endpoint, data }) {
      for (const reply of device.receive(endpoint, data)) arrived.get(reply.endpoint)?.push(reply.data);
    },
    async read(endpoint) {
      const data = device.read?.(endpoint);
      if (!data) throw new TypeError(`nothing to read at ${endpoint}`);
      return data;
    },
    async subscribe(endpoint) {
      if (arrived.has(endpoint)) return;
      arrived.set(endpoint, []);
      for (const reply of device.subscribed?.(endpoint) ?? []) arrived.get(reply.endpoint)?.push(reply.data);
    },
    async unsubscribe(endpoint) {
      arrived.delete(endpoint);
    },
    askPerson: () => {},
    next: async (endpoint) => arrived.get(endpoint)?.shift(),
    sleep: async () => {},
    random: (count) => new Uint8Array(count),
  };
}
