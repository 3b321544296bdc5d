import { COLORS } from '../../column-types/status-colors.js';
import { mutation, properties, query, times, type Area, type FieldResolver } from '../../resolvers/index.js';
import {
  attachManaged,
  createManaged,
  listManaged,
  setState,
  updateManaged,
  type ManagedRow,
} from './change-managed-columns.js';

interface Settings {
  readonly type: string;
  readonly labels: readonly object[];
}

const settingsOf = ({ type, settings }: ManagedRow): Settings => ({
  ...(JSON.parse(settings) as Settings),
  type,
});

const FIELDS: Readonly<Record<string, FieldResolver>> = {
  ...properties('id', 'title', 'description', 'created_by', 'updated_by', 'revision', 'state'),
  ...times('created_at', 'updated_at'),
  settings_json: settingsOf,
  settings: (row: ManagedRow) => ({
    ...settingsOf(row),
    __typename: row.type === 'status' ? 'StatusColumnSettings' : 'DropdownColumnSettings',
  }),
};

/** Managed columns: status and dropdown columns of the account, whose settings boards share. INFER: the scopes. */
export const managedColumnsArea: Area = {
  name: 'managed-columns',
  resolvers: {
    Query: { managed_column: query('boards:read', listManaged) },
    Mutation: {
      create_status_managed_column: mutation('boards:write', createManaged('status')),
      create_dropdown_managed_column: mutation('boards:write', createManaged('dropdown')),
      update_status_managed_column: mutation('boards:write', updateManaged('status')),
      update_dropdown_managed_column: mutation('boards:write', updateManaged('dropdown')),
      activate_managed_column: mutation('boards:write', setState('active')),
      deactivate_managed_column: mutation('boards:write', setState('inactive')),
      delete_managed_column: mutation('boards:write', setState('deleted')),
      attach_status_managed_column: mutation('boards:write', attachManaged('status')),
      attach_dropdown_managed_column: mutation('boards:write', attachManaged('dropdown')),
    },
    ManagedColumn: FIELDS,
    StatusManagedColumn: FIELDS,
    DropdownManagedColumn: FIELDS,
    StatusColumnSettings: properties('type', 'labels'),
    DropdownColumnSettings: properties('type', 'labels'),
    StatusLabel: {
      ...properties('id', 'label', 'index', 'description', 'is_deactivated', 'is_done', 'hex'),
      color: ({ color }: { readonly color: number }) => COLORS[color]?.name ?? null,
    },
    DropdownLabel: {
      ...properties('id', 'label'),
      is_deactivated: ({ is_deactivated }: { readonly is_deactivated?: boolean }) => is_deactivated === true,
    },
  },
};
