/** A code of the error table, its docstring, and the names of its details as Markdown. */
export interface ErrorEntry {
  readonly code: string;
  readonly doc: string;
  readonly details: readonly string[];
}

export function errorEntriesIn(text: string): readonly ErrorEntry[];
export function errorsPage(root: string, notice: string): string;
