import { type Reader } from '../store/index.js';
import { columnType, type Cell, type Write } from './column-type.js';
import { EMPTINESS, keySets, namedKeys, numberOf, only } from './operators.js';
import { invalidValue } from './problems.js';

interface TagsValue {
  readonly tag_ids: readonly number[];
}

export interface TagName {
  readonly id: number;
  readonly name: string;
  readonly color: string;
}

/** `tags`: ids of tags of the account. */
export const tags = columnType<TagsValue>({
  name: 'tags',
  typename: 'TagsValue',
  fromJson: (value, write) => {
    const ids = typeof value === 'string' ? value.split(',') : (value as { tag_ids?: unknown }).tag_ids;
    return read(ids, write);
  },
  fromText: (text, write) => read(text.split(','), write),
  index: ({ tag_ids }) => ({ keys: tag_ids }),
  text: ({ stored }, reader) =>
    stored
      ? tagsOf(stored.value, reader)
          .map(({ name }) => name)
          .join(', ')
      : '',
  fields: {
    tag_ids: ({ stored }: Cell<TagsValue>) => stored?.value.tag_ids ?? [],
    tags: ({ stored }: Cell<TagsValue>, _args: object, context) =>
      stored ? tagsOf(stored.value, context) : [],
  },
  operators: {
    ...EMPTINESS,
    ...keySets(numberOf),
    ...only(
      namedKeys(({ context }) => allTags(context).map(({ id, name }) => ({ key: id, name }))),
      'contains_text',
      'not_contains_text',
      'contains_terms',
    ),
  },
});

function tagsOf({ tag_ids }: TagsValue, reader: Reader): TagName[] {
  return tag_ids.flatMap((id) => allTags(reader).find((tag) => tag.id === id) ?? []);
}

function allTags(reader: Reader): readonly TagName[] {
  return reader.once('tags', () =>
    reader.database.all<TagName>('SELECT id, name, color FROM tags WHERE account_id = ?', reader.accountId),
  );
}

function read(ids: unknown, { column, context }: Write): TagsValue | null {
  if (!Array.isArray(ids)) throw invalidValue(column, 'Tags are written {"tag_ids":[1,2]}.');
  const known = allTags(context);
  const read = (ids as unknown[]).map((given) => {
    const id = numberOf(typeof given === 'string' ? given.trim() : given);
    if (!known.some((tag) => tag.id === id))
      throw invalidValue(column, `There is no tag ${JSON.stringify(given)}.`);
    return Number(id);
  });
  return read.length === 0 ? null : { tag_ids: [...new Set(read)] };
}
