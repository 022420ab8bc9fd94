/** How many lines look different; then they begin again. */
const lineCount = 6;

/** Dashes beside colours, for those who do not see these. */
const dashes: readonly (readonly number[])[] = [[], [6, 3], [2, 3], [9, 3, 2, 3], [12, 4], [4, 4]];

/** The look of the line with this index, from 1 on. */
export function lineOf(index: number): number {
  return (index % lineCount) + 1;
}

export function dashOf(index: number): number[] {
  return [...(dashes[index % lineCount] ?? [])];
}
