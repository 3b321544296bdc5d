import { isoTime } from '../resolvers/index.js';
import { findUser, type Reader } from '../store/index.js';
import { columnType, type Cell } from './column-type.js';
import { EMPTINESS, keySets, numberOf } from './operators.js';

/** The workdoc of a cell. */
export interface DocColumnValue {
  readonly files: readonly {
    readonly docId: number;
    readonly objectId: number;
    readonly fileId: string;
    readonly createdAt: number;
    readonly createdBy: number;
  }[];
}

/** `doc`: the workdoc that `create_doc` created in the column. Values are read-only. */
export const doc = columnType<DocColumnValue>({
  name: 'doc',
  typename: 'DocValue',
  index: ({ files }) => ({ keys: files.map(({ docId }) => docId) }),
  text: ({ stored }, reader) => {
    const [entry] = stored?.value.files ?? [];
    return (entry && docName(entry.docId, reader)) ?? '';
  },
  fields: {
    file: ({ stored }: Cell<DocColumnValue>, _args: object, context) => {
      const [entry] = stored?.value.files ?? [];
      if (!entry) return null;
      return {
        file_id: entry.fileId,
        object_id: entry.objectId,
        created_at: isoTime(entry.createdAt),
        creator_id: entry.createdBy,
        creator: findUser(context, entry.createdBy) ?? null,
        url: `https://${context.account.slug}.monday.com/docs/${entry.objectId}`,
        doc: context.database.get(
          'SELECT * FROM docs WHERE id = ? AND account_id = ?',
          entry.docId,
          context.accountId,
        ),
      };
    },
  },
  operators: { ...EMPTINESS, ...keySets(numberOf) },
});

function docName(id: number, { database, accountId }: Reader): string | undefined {
  return database.get<{ name: string }>(
    'SELECT name FROM docs WHERE id = ? AND account_id = ?',
    id,
    accountId,
  )?.name;
}
