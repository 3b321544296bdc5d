/** Data about a driver for the configuration and the doctor, which do not load it. */
export interface DriverEntry {
  /** Variables that it needs. */
  readonly needs: readonly NeededVariable[];
  /** Whether it stores its records in `DATA_DIR`, so that only processes on the same machine share them. */
  readonly keepsFiles?: boolean;
  /** Variables that monday code sets for it, each with what it is for. */
  readonly injected?: Readonly<Record<string, string>>;
}

export type NeededVariable = 'DATABASE_URL' | 'REDIS_URL' | 'MNDY_MONGODB_CONNECTION_STRING';

/** A configuration whose chosen drivers lack a variable is refused before. @throws TypeError */
export function required(value: string | undefined, name: NeededVariable): string {
  if (value === undefined) throw new TypeError(`${name} is not set.`);
  return value;
}
