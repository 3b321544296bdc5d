/** For a program that cannot take port 0: a port on which nothing listens, and that no system assigns. */
export declare function freePort(): Promise<number>;

/** So many different ones. */
export declare function freePorts(count: number): Promise<number[]>;
