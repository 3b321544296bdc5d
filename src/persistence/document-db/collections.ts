import { type Collection, type Db } from 'mongodb';
import { type StoredPart, type StoredRecord } from './stored-record.js';

export interface Collections {
  readonly records: Collection<StoredRecord>;
  /** The same records, for those whose value is a number. */
  readonly numbers: Collection<StoredRecord & { readonly x: number }>;
  readonly parts: Collection<StoredPart>;
  /** How many expired records were removed, by day. */
  readonly sweeps: Collection<{ readonly _id: string; readonly n: number }>;
}

export const collectionsOf = (db: Db): Collections => ({
  records: db.collection<StoredRecord>('persistence_records'),
  numbers: db.collection<StoredRecord & { readonly x: number }>('persistence_records'),
  parts: db.collection<StoredPart>('persistence_parts'),
  sweeps: db.collection<{ readonly _id: string; readonly n: number }>('persistence_sweeps'),
});
