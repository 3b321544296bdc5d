/** Where the platform keeps its data. */
export class PlatformFiles {
  /** @param records the SQLite file of tokens, storage and mails */
  constructor(readonly records: string) {}
}
