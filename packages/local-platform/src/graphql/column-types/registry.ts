import { unsupported } from '../resolvers/index.js';
import { type Column, type ItemRow, type Reader } from '../store/index.js';
import { boardRelation } from './board-relation.js';
import { button } from './button.js';
import { checkbox } from './checkbox.js';
import { colorPicker } from './color-picker.js';
import { type Cell, type ColumnType } from './column-type.js';
import { country } from './country.js';
import { date } from './date.js';
import { dependency } from './dependency.js';
import { doc } from './doc.js';
import { dropdown } from './dropdown.js';
import { email } from './email.js';
import { file } from './file.js';
import { formulaType } from './formula/formula.js';
import { hour } from './hour.js';
import { autoNumber, creationLog, itemId, lastUpdated } from './item-facts.js';
import { link } from './link.js';
import { location } from './location.js';
import { longText } from './long-text.js';
import { mirrorType } from './mirror.js';
import { name } from './name.js';
import { numbers } from './numbers.js';
import { people } from './people.js';
import { phone } from './phone.js';
import { directDoc, group, integration, itemAssignees, person, unsupportedColumn } from './plain-types.js';
import { progress } from './progress.js';
import { rating } from './rating.js';
import { status } from './status.js';
import { subtasks } from './subtasks.js';
import { tags } from './tags.js';
import { team } from './team.js';
import { text } from './text.js';
import { timeTracking } from './time-tracking.js';
import { timeline } from './timeline.js';
import { vote } from './vote.js';
import { week } from './week.js';
import { worldClock } from './world-clock.js';

/** All column types of the enum `ColumnType`. */
export const COLUMN_TYPES: readonly ColumnType[] = [
  autoNumber,
  boardRelation,
  button,
  checkbox,
  colorPicker,
  country,
  creationLog,
  date,
  dependency,
  directDoc,
  doc,
  dropdown,
  email,
  file,
  formulaType(textOf, cellOf),
  group,
  hour,
  integration,
  itemAssignees,
  itemId,
  lastUpdated,
  link,
  location,
  longText,
  mirrorType(textOf, cellOf),
  name,
  numbers,
  people,
  person,
  phone,
  progress,
  rating,
  status,
  subtasks,
  tags,
  team,
  text,
  timeTracking,
  timeline,
  unsupportedColumn,
  vote,
  week,
  worldClock,
];

const byName = new Map(COLUMN_TYPES.map((type) => [type.name, type]));

/** @throws GraphQLProblem for an unknown type, which a newer schema may have */
export function columnTypeOf(column: { readonly type: string }): ColumnType {
  const type = byName.get(column.type);
  if (type === undefined) throw unsupported(`ColumnType.${column.type}`);
  return type;
}

/** The cell of an item in a column of its board. */
export function cellOf(item: ItemRow, column: Column): Cell {
  return { __typename: columnTypeOf(column).typename, column, item, stored: item.values[column.id] };
}

/** The displayed text of a cell; may be empty. */
export function textOf(cell: Cell, reader: Reader): string {
  return columnTypeOf(cell.column).text(cell, reader) ?? '';
}
