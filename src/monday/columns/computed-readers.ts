import { fieldsOf } from 'monday-persistence/json';
import { type ColumnContent, type ColumnFile } from './column-content.js';
import {
  idOr,
  idsOf,
  isText,
  listOf,
  numberOf,
  textOr,
  type ColumnReader,
  type ColumnReaders,
} from './column-source.js';

/** Columns that monday fills, and files. */
export const COMPUTED_READERS: ColumnReaders = {
  auto_number: shown('auto_number'),
  progress: shown('progress'),
  button: {
    fragment: '... on ButtonValue { label }',
    read: ({ details: { label }, text }) => {
      const found = textOr(label) ?? textOr(text);
      return found === null ? undefined : { type: 'button', text: found };
    },
  },
  creation_log: {
    fragment: '... on CreationLogValue { created_at creator_id }',
    read: ({ details }) => readLog('creation_log', details['created_at'], details['creator_id']),
  },
  last_updated: {
    fragment: '... on LastUpdatedValue { updated_at updater_id }',
    read: ({ details }) => readLog('last_updated', details['updated_at'], details['updater_id']),
  },
  item_id: {
    fragment: '... on ItemIdValue { item_id }',
    read: ({ details, text }) => {
      const itemId = idOr(details['item_id']) ?? textOr(text);
      return itemId === null ? undefined : { type: 'item_id', itemId };
    },
  },
  group: {
    fragment: '... on GroupValue { group_id }',
    read: ({ details }) => {
      const groupId = idOr(details['group_id']);
      return groupId === null ? undefined : { type: 'group', groupId };
    },
  },
  vote: {
    fragment: '... on VoteValue { vote_count voter_ids }',
    read: ({ details }) => {
      const count = numberOf(details['vote_count']) ?? 0;
      return count === 0 ? undefined : { type: 'vote', count, userIds: idsOf(details['voter_ids']) };
    },
  },
  time_tracking: {
    fragment: '... on TimeTrackingValue { duration running started_at }',
    read: ({ details: { duration, running, started_at: startedAt } }) => {
      const seconds = numberOf(duration);
      if (seconds === undefined && running !== true) return undefined;
      return {
        type: 'time_tracking',
        seconds: seconds ?? 0,
        isRunning: running === true,
        startedAt: textOr(startedAt),
      };
    },
  },
  integration: {
    fragment: '... on IntegrationValue { issue_id entity_id }',
    read: ({ details }) => {
      const issueId = idOr(details['issue_id']);
      return issueId === null
        ? undefined
        : { type: 'integration', issueId, entityId: idOr(details['entity_id']) };
    },
  },
  file: files('file'),
  doc: files('doc'),
};

/** A column of which only the text is known. */
function shown(type: 'auto_number' | 'progress'): ColumnReader {
  return { read: ({ text }) => (isText(text) ? { type, text } : undefined) };
}

function readLog(
  type: 'creation_log' | 'last_updated',
  at: unknown,
  userId: unknown,
): ColumnContent | undefined {
  return isText(at) ? { type, at, userId: idOr(userId) } : undefined;
}

/** From `value`, because the fields of files need further scopes. */
function files(type: 'file' | 'doc'): ColumnReader {
  return {
    read: ({ fields }) => {
      const found = listOf(fields['files']).map(readFile);
      return found.length > 0 ? { type, files: found } : undefined;
    },
  };
}

function readFile(value: unknown): ColumnFile {
  const { name, assetId, linkToFile } = fieldsOf(value);
  return { name: textOr(name) ?? '', assetId: idOr(assetId), url: textOr(linkToFile) };
}
