/** `tcp://127.0.0.1:1234`, with brackets around an IPv6 address. */
export function hostAddress(scheme: string, host: string, port: number): string {
  return `${scheme}://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
