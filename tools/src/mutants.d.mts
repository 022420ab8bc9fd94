export interface Mutant {
  readonly line: number;
  readonly from: string;
  readonly to: string;
  /** The whole file with this one change. */
  readonly text: string;
}
export function mutantsOf(source: string): Mutant[];
export function moduleUrl(source: string, resolve: (name: string) => string): string;
