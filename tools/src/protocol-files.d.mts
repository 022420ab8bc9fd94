export function keyProblem(key: string, taken: readonly string[]): string | undefined;
export function protocolFiles(key: string, bluetoothName: string): Readonly<Record<string, string>>;
