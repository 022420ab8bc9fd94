/** The CRC-16/MODBUS of `data`: initial value ffff, reflected polynomial a001, nothing added at the end. */
export function crc16Modbus(data: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return crc;
}

/** `data` and its CRC-16/MODBUS, low byte first. */
export function withCrc16Modbus(data: Uint8Array): Uint8Array {
  const crc = crc16Modbus(data);
  return Uint8Array.of(...data, crc & 0xff, crc >> 8);
}
