import type { Column } from '../../state/index.js';

export function columnNode(column: Column): object {
  return {
    id: column.id,
    title: column.title,
    type: column.type,
    description: null,
    archived: false,
    settings_str: JSON.stringify(column.labels ? { labels: column.labels } : {}),
  };
}
