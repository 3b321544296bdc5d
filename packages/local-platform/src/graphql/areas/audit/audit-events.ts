/** An event of the audit log. */
export interface AuditEvent {
  readonly name: string;
  readonly description: string;
  /** The event in the activity log that it is made from. */
  readonly source: string;
}

/** INFER: of monday's 95 events, those that happen on the local platform. */
export const AUDIT_EVENTS: readonly AuditEvent[] = [
  { name: 'delete-board', description: 'A user deletes a board.', source: 'board_deleted' },
  { name: 'delete-workspace', description: 'A user deletes a workspace.', source: 'delete_workspace' },
  { name: 'create-team', description: 'A user creates a team.', source: 'create_team' },
  { name: 'delete-team', description: 'A user deletes a team.', source: 'delete_team' },
  { name: 'add-user-to-team', description: 'A user adds users to a team.', source: 'add_users_to_team' },
  {
    name: 'remove-user-from-team',
    description: 'A user removes users from a team.',
    source: 'remove_users_from_team',
  },
  { name: 'user-invite', description: 'A user invites users.', source: 'invite_users' },
  {
    name: 'user-role-change',
    description: 'An admin changes the role of users.',
    source: 'update_users_role',
  },
  { name: 'user-deactivated', description: 'An admin deactivates users.', source: 'deactivate_users' },
  { name: 'user-reactivated', description: 'An admin activates users again.', source: 'activate_users' },
];
