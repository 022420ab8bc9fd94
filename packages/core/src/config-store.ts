/**
 * Where a server keeps what outlives it, as named documents of text. A store knows nothing of what is in them. A name is
 * of small letters, digits and dashes. Methods reject with `config/store-failed`; `watch` throws it.
 */
export interface ConfigStore {
  /** What a document is called in messages to people, such as its path. */
  where(name: string): string;
  /** Undefined if the document does not exist. */
  read(name: string): Promise<string | undefined>;
  /** Replaces the document whole: a reader, or a process that dies meanwhile, sees the old text or the new one. */
  write(name: string, text: string): Promise<void>;
  /** Moves a document that cannot be used out of the way and says where it went. */
  setAside(name: string): Promise<string>;
  /**
   * Calls `listener` when somebody else changed the document, until `signal` aborts. Changes that follow quickly may come
   * as one. Watch first and read then, so that no change falls between.
   */
  watch(name: string, listener: () => void, options: { readonly signal: AbortSignal }): void;
}
