/** The sum of all bytes, cut to one byte. */
export function sum8(data: Uint8Array): number {
  return data.reduce((sum, byte) => (sum + byte) & 0xff, 0);
}

/** `data` and its {@link sum8}. */
export function withSum8(data: Uint8Array): Uint8Array {
  return Uint8Array.of(...data, sum8(data));
}

/** The exclusive or of all bytes. */
export function xor8(data: Uint8Array): number {
  return data.reduce((sum, byte) => sum ^ byte, 0);
}

/** `data` and its {@link xor8}. */
export function withXor8(data: Uint8Array): Uint8Array {
  return Uint8Array.of(...data, xor8(data));
}

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

/** The CRC-16/XMODEM of `data`: initial value 0, polynomial 1021, nothing reflected, nothing added at the end. */
export function crc16Xmodem(data: Uint8Array): number {
  let crc = 0;
  for (const byte of data) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return crc;
}
