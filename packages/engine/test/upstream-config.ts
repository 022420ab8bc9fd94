/** A user configuration of the existing server: a Lovense Nora at no address that means anything, and what it may do. */
export function upstreamConfig(vibrate: object = { value: [0, 5] }): string {
  const own = "99999999-0000-4000-8000-000000000000";
  const nora = "463a18b9-42a5-4f7b-8156-0e61346fdb8a";
  const vibrator = "2c5da93b-36a0-4209-ac8c-cead63b838c6";
  const device = {
    identifier: { address: "nowhere", protocol: "lovense", identifier: "A" },
    config: {
      id: own,
      base_id: nora,
      user_config: { allow: false, deny: false, index: 3, display_name: "Mine" },
      features: [{ id: own, base_id: vibrator, description: "x", output: { vibrate } }],
    },
  };
  return JSON.stringify({ version: { major: 4, minor: 1 }, user_configs: { devices: [device] } }, undefined, 1);
}
