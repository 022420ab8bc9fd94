/** Makes the page of the sources, which need not be compiled first. */
export declare function buildPage(): Promise<void>;
