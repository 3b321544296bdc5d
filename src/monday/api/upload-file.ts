import { check, checkFields, checkText } from './argument-checks.js';
import { type Calls } from './calls.js';
import { type CallOptions } from './monday-calls.js';
import { readCreated } from './read-answer.js';
import { namingColumns } from './unknown-columns.js';

export interface NewFile {
  readonly name: string;
  readonly content: Uint8Array | string;
  /** Media type; default `application/octet-stream`. */
  readonly type?: string;
}

/** A file column of an item, or an update. */
export type FileTarget =
  | { readonly boardId: string; readonly itemId: string; readonly columnId: string }
  | { readonly updateId: string };

/** An uploaded file. */
export interface MondayAsset {
  readonly id: string;
  readonly name: string;
  /** Requires a login at monday. */
  readonly url: string;
  /** Valid for an hour, without a login. */
  readonly public_url: string;
}

const FIELDS = 'id name url public_url';
const TO_COLUMN = `mutation ($item: ID!, $column: String!, $file: File!) {
  add_file_to_column(item_id: $item, column_id: $column, file: $file) { ${FIELDS} }
}`;
const TO_UPDATE = `mutation ($update: ID!, $file: File!) {
  add_file_to_update(update_id: $update, file: $file) { ${FIELDS} }
}`;

/** Uploads a file (docs/monday-platform.md#files). The client sends it as a part of the request. */
export async function uploadFile(
  calls: Calls,
  target: FileTarget,
  newFile: NewFile,
  options?: CallOptions,
): Promise<MondayAsset> {
  checkFields(target, 'target');
  checkFields(newFile, 'file');
  const { name, content, type = 'application/octet-stream' } = newFile;
  checkText(name, 'file.name');
  checkText(type, 'file.type');
  const isContent = typeof content === 'string' || content instanceof Uint8Array;
  check(isContent, 'file.content', 'a text or bytes');
  const bytes = typeof content === 'string' ? content : new Uint8Array(content);
  const file = new File([bytes], name, { type });
  if ('updateId' in target) {
    const variables = { update: target.updateId, file };
    const answer = await calls.mutate<Record<string, unknown>>(TO_UPDATE, variables, options);
    return readCreated(answer['add_file_to_update']);
  }
  const { boardId, itemId, columnId } = target;
  checkText(columnId, 'target.columnId');
  return namingColumns(calls, boardId, [columnId], async () => {
    const variables = { item: itemId, column: columnId, file };
    const answer = await calls.mutate<Record<string, unknown>>(TO_COLUMN, variables, options);
    return readCreated(answer['add_file_to_column']);
  });
}
