import { randomBytes, randomUUID } from 'node:crypto';
import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { POSITION_STEP, type BoardRow } from '../../store/index.js';
import { createBoard } from '../boards/create-board.js';
import { createColumn } from '../columns/create-column.js';
import { deleteColumn } from '../columns/update-column.js';
import { createFolder } from '../folders/change-folders.js';
import { createView } from '../views/index.js';
import { merged, requireForm, type FormRow, type FormSettings } from './form-access.js';
import { insertQuestion, requireQuestion } from './questions.js';

interface CreateArgs {
  readonly destination_workspace_id: string;
  readonly destination_folder_id?: string | null;
  readonly destination_folder_name?: string | null;
  readonly board_kind?: BoardRow['board_kind'] | null;
  readonly destination_name?: string | null;
  readonly board_owner_ids?: readonly string[] | null;
  readonly board_owner_team_ids?: readonly string[] | null;
  readonly board_subscriber_ids?: readonly string[] | null;
  readonly board_subscriber_teams_ids?: readonly string[] | null;
}

/** `Mutation.create_form`: a new board with a form. INFER: the only question is the name of the item. */
export function createForm(args: CreateArgs, context: GraphQLContext): { boardId: number; token: string } {
  const title = args.destination_name ?? 'New form';
  const workspace_id = args.destination_workspace_id;
  const folder = args.destination_folder_name
    ? createFolder({ name: args.destination_folder_name, workspace_id }, context)
    : undefined;
  const board = createBoard(
    {
      board_name: title,
      board_kind: args.board_kind ?? 'public',
      empty: true,
      workspace_id,
      folder_id: folder ? String(folder.id) : args.destination_folder_id,
      board_owner_ids: args.board_owner_ids,
      board_owner_team_ids: args.board_owner_team_ids,
      board_subscriber_ids: args.board_subscriber_ids,
      board_subscriber_teams_ids: args.board_subscriber_teams_ids,
    },
    context,
  );
  createView({ board_id: String(board.id), type: 'FORM', name: title }, context);
  const form = insertForm(board, title, context);
  insertQuestion(
    form,
    { id: 'name', columnId: 'name', type: 'Name', title: 'Name', required: true },
    context,
  );
  return { boardId: board.id, token: form.token };
}

function insertForm(board: BoardRow, title: string, context: GraphQLContext): FormRow {
  const { database, accountId, userId } = context;
  const token = randomBytes(16).toString('hex');
  // Other than most ids of monday, the id of a form is an Int.
  database.run(
    `INSERT INTO forms (id, account_id, board_id, token, owner_id, title)
     SELECT ifnull(max(id), 0) + 1, ?, ?, ?, ?, ? FROM forms`,
    accountId,
    board.id,
    token,
    userId,
    title,
  );
  return requireForm(token, context);
}

interface UpdateArgs {
  readonly formToken: string;
  readonly input: {
    readonly title?: string | null;
    readonly description?: string | null;
    readonly questions?: readonly { readonly id: string; readonly page_block_id?: string | null }[] | null;
  };
}

/** `Mutation.update_form`: title, description and the order of the questions. */
export function updateForm({ formToken, input }: UpdateArgs, context: GraphQLContext): FormRow {
  const form = requireForm(formToken, context);
  for (const [index, { id, page_block_id }] of (input.questions ?? []).entries()) {
    const question = requireQuestion(form, id, context);
    context.database.run(
      'UPDATE form_questions SET position = ?, page_block_id = ? WHERE form_id = ? AND id = ?',
      (index + 1) * POSITION_STEP,
      page_block_id === undefined ? question.page_block_id : page_block_id,
      form.id,
      id,
    );
  }
  return changeForm(
    form,
    {
      title: input.title ?? form.title,
      description: input.description === undefined ? form.description : input.description,
    },
    context,
  );
}

interface SettingsArgs {
  readonly formToken: string;
  readonly settings: FormSettings & {
    readonly is_anonymous?: boolean | null;
    readonly features?: { readonly password?: { readonly enabled?: boolean | null } | null } | null;
  };
}

/** `Mutation.update_form_settings`: changes what is given at every level. @throws GraphQLProblem */
export function updateFormSettings({ formToken, settings }: SettingsArgs, context: GraphQLContext): FormRow {
  const form = requireForm(formToken, context);
  const { is_anonymous, ...given } = settings;
  const password = settings.features?.password?.enabled;
  if (password === true && form.password === null) {
    throw new GraphQLProblem('InvalidArgumentException', 'The form has no password: use set_form_password.');
  }
  return changeForm(
    form,
    {
      settings: JSON.stringify(merged(JSON.parse(form.settings) as FormSettings, given)),
      is_anonymous: typeof is_anonymous === 'boolean' ? Number(is_anonymous) : form.is_anonymous,
      password: password === false ? null : form.password,
    },
    context,
  );
}

/** `Mutation.set_form_password` */
export function setFormPassword(
  { formToken, input }: { readonly formToken: string; readonly input: { readonly password: string } },
  context: GraphQLContext,
): FormRow {
  if (input.password === '') throw new GraphQLProblem('InvalidArgumentException', 'The password is empty.');
  return changeForm(requireForm(formToken, context), { password: input.password }, context);
}

interface FormArgs {
  readonly formToken: string;
}

/** `Mutation.activate_form` and `Mutation.deactivate_form` */
export function setActive(isActive: boolean) {
  return ({ formToken }: FormArgs, context: GraphQLContext): boolean => {
    changeForm(requireForm(formToken, context), { is_active: Number(isActive) }, context);
    return true;
  };
}

/** `Mutation.shorten_form_url` */
export function shortenFormUrl({ formToken }: FormArgs, context: GraphQLContext): object {
  return shortenedLink(changeForm(requireForm(formToken, context), { is_shortened: 1 }, context));
}

/** INFER: the form of the short address. */
export function shortenedLink({ is_shortened, token }: FormRow): { enabled: boolean; url: string | null } {
  return is_shortened === 1
    ? { enabled: true, url: `https://wkf.monday.example/${token.slice(0, 8)}` }
    : { enabled: false, url: null };
}

/** A row of `form_tags`. */
export interface TagRow {
  readonly id: string;
  readonly form_id: number;
  readonly name: string;
  readonly value: string | null;
  readonly column_id: string;
}

interface CreateTagArgs extends FormArgs {
  readonly tag: { readonly name: string; readonly value?: string | null };
}

/** `Mutation.create_form_tag`: a parameter of the form's address. INFER: a text column stores its value. */
export function createFormTag({ formToken, tag }: CreateTagArgs, context: GraphQLContext): TagRow {
  const form = requireForm(formToken, context);
  const column = createColumn(
    { board_id: String(form.board_id), column_type: 'text', title: tag.name },
    context,
  );
  const row = {
    id: randomUUID(),
    form_id: form.id,
    name: tag.name,
    value: tag.value ?? null,
    column_id: column.id,
  };
  context.database.insert('form_tags', row);
  return row;
}

interface TagArgs extends FormArgs {
  readonly tagId: string;
}

/** `Mutation.update_form_tag` */
export function updateFormTag(
  { formToken, tagId, tag }: TagArgs & { readonly tag: { readonly value?: string | null } },
  context: GraphQLContext,
): boolean {
  const { id } = requireTag(requireForm(formToken, context), tagId, context);
  context.database.run('UPDATE form_tags SET value = ? WHERE id = ?', tag.value ?? null, id);
  return true;
}

/** `Mutation.delete_form_tag`: also deletes the column if requested. */
export function deleteFormTag(
  args: TagArgs & { readonly options?: { readonly deleteAssociatedColumn?: boolean | null } | null },
  context: GraphQLContext,
): boolean {
  const form = requireForm(args.formToken, context);
  const { id, column_id } = requireTag(form, args.tagId, context);
  context.database.run('DELETE FROM form_tags WHERE id = ?', id);
  if (args.options?.deleteAssociatedColumn)
    deleteColumn({ board_id: String(form.board_id), column_id }, context);
  return true;
}

export function tagsOf({ id }: FormRow, { database }: GraphQLContext): TagRow[] {
  return database.all<TagRow>('SELECT * FROM form_tags WHERE form_id = ? ORDER BY rowid', id);
}

function requireTag(form: FormRow, id: string, context: GraphQLContext): TagRow {
  const tag = tagsOf(form, context).find((candidate) => candidate.id === id);
  if (tag) return tag;
  throw new GraphQLProblem('ResourceNotFoundException', 'Tag not found');
}

function changeForm(
  form: FormRow,
  changes: Readonly<Record<string, string | number | null>>,
  context: GraphQLContext,
): FormRow {
  context.database.update('forms', ['id', form.id], changes);
  return requireForm(form.token, context);
}
