import { type ColumnContent } from './column-content.js';
import { idsOf, isText, type ColumnReader, type ColumnReaders, type ColumnSource } from './column-source.js';

/** Columns whose `text` and `value` are always null, and whose content is in fields of their own. */
export const LINKED_READERS: ColumnReaders = {
  board_relation: links('board_relation', 'BoardRelationValue', 'linked_item_ids'),
  dependency: links('dependency', 'DependencyValue', 'linked_item_ids'),
  subtasks: links('subtasks', 'SubtasksValue', 'subitems_ids'),
  mirror: display('mirror', 'MirrorValue'),
  formula: display('formula', 'FormulaValue'),
};

function links(
  type: 'board_relation' | 'dependency' | 'subtasks',
  typename: string,
  ids: string,
): ColumnReader {
  return {
    fragment: `... on ${typename} { ${ids} display_value }`,
    read: (source) => {
      const itemIds = idsOf(source.details[ids]);
      return itemIds.length > 0 ? { type, itemIds, display: displayOf(source) } : undefined;
    },
  };
}

function display(type: 'mirror' | 'formula', typename: string): ColumnReader {
  return {
    fragment: `... on ${typename} { display_value }`,
    read: (source): ColumnContent | undefined => {
      const text = displayOf(source);
      return text === '' ? undefined : { type, display: text };
    },
  };
}

function displayOf({ details: { display_value: display }, text }: ColumnSource): string {
  return isText(display) ? display : (text ?? '');
}
