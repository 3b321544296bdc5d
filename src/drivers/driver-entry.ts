/** What the configuration and the doctor must know of a driver without loading it. */
export interface DriverEntry {
  /** Variables without which it cannot be used. */
  readonly needs: readonly NeededVariable[];
  /** It keeps its records in `DATA_DIR`, so that only the processes of one machine share them. */
  readonly keepsFiles?: boolean;
  /** Variables that monday code sets for it, each with what it is for. */
  readonly injected?: Readonly<Record<string, string>>;
}

export type NeededVariable = 'DATABASE_URL' | 'REDIS_URL';

/** A configuration whose chosen drivers lack a variable is refused before. @throws TypeError */
export function required(value: string | undefined, name: NeededVariable): string {
  if (value === undefined) throw new TypeError(`${name} is not set.`);
  return value;
}
