/** What frames look like that a device sends in pieces. */
export interface FrameShape {
  /** The bytes that every frame begins with. */
  readonly head: Uint8Array;
  /** The whole length of the frame that `data` begins with; undefined while too little is there to tell. */
  readonly lengthOf: (data: Uint8Array) => number | undefined;
  /** Whether a frame of that length is one; if not, its first byte is dropped. Default: always. */
  readonly accepts?: (frame: Uint8Array) => boolean;
}

/** A function that takes pieces in the order of their arrival and gives the frames that each of them completes. */
export function openFrameReader(shape: FrameShape): (piece: Uint8Array) => readonly Uint8Array[] {
  let waiting: Uint8Array = new Uint8Array();
  return (piece) => {
    waiting = Uint8Array.of(...waiting, ...piece);
    const frames: Uint8Array[] = [];
    for (;;) {
      waiting = waiting.subarray(startOf(waiting, shape.head));
      const length = waiting.length < shape.head.length ? undefined : shape.lengthOf(waiting);
      if (length === undefined || waiting.length < length) return frames;
      const frame = waiting.slice(0, length);
      const accepted = shape.accepts?.(frame) ?? true;
      if (accepted) frames.push(frame);
      waiting = waiting.subarray(accepted ? length : 1);
    }
  };
}

/** Where a head begins, or what may become one when more arrives. */
function startOf(data: Uint8Array, head: Uint8Array): number {
  const at = data.findIndex((_, from) => head.every((byte, index) => (data[from + index] ?? byte) === byte));
  return at < 0 ? data.length : at;
}
