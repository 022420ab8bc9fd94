/** One contender's samples of a figure. */
export interface Measured {
  readonly name: string;
  /** In the unit of the figure, in the order in which they were taken. */
  readonly samples: readonly number[];
}

/** What the ratio is held against. `limit` is a ratio, or a plain value where there is no peer. */
export interface Aim {
  readonly better: "higher" | "lower";
  readonly limit: number;
  /** The peer that the ratio divides by; without one the aim is about our own value. */
  readonly against?: string;
}

/** A figure that has been measured. */
export interface Result {
  readonly name: string;
  readonly unit: string;
  readonly ours: Measured;
  readonly peers: readonly Measured[];
  /** Without one the figure is for information. */
  readonly aim?: Aim;
}

/** How much is measured. */
export interface Effort {
  /** Samples of each contender. */
  readonly rounds: number;
  /** Factor on the work of one sample. */
  readonly scale: number;
}

/** Something that can be measured. One figure may give several lines of the table. */
export interface Figure {
  readonly name: string;
  run(effort: Effort): Promise<readonly Result[]>;
}
