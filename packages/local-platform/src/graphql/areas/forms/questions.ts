import { randomUUID } from 'node:crypto';
import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { columnsOf, POSITION_STEP, type Column } from '../../store/index.js';
import { createColumn } from '../columns/create-column.js';
import { updateColumn } from '../columns/update-column.js';
import { requireColumn } from '../items/read-values.js';
import { merged, requireForm, type FormRow, type FormSettings } from './form-access.js';

/** A row of `form_questions`. */
export interface QuestionRow {
  readonly form_id: number;
  readonly id: string;
  readonly column_id: string | null;
  readonly type: string;
  readonly title: string;
  readonly description: string | null;
  readonly is_visible: number;
  readonly is_required: number;
  /** JSON text, as `show_if_rules`. */
  readonly settings: string;
  readonly show_if_rules: string | null;
  readonly page_block_id: string | null;
  readonly position: number;
}

/** The type of the column that stores the answers to a question. Types that are not listed have no column. */
const COLUMN_TYPES: Readonly<Record<string, string>> = {
  Boolean: 'checkbox',
  ConnectedBoards: 'board_relation',
  Country: 'country',
  Date: 'date',
  DateRange: 'timeline',
  Email: 'email',
  File: 'file',
  HOUR: 'hour',
  Link: 'link',
  Location: 'location',
  LongText: 'long_text',
  MultiSelect: 'dropdown',
  Name: 'name',
  Number: 'numbers',
  People: 'people',
  Phone: 'phone',
  Rating: 'rating',
  ShortText: 'text',
  Signature: 'file',
  SingleSelect: 'status',
};

interface OptionInput {
  readonly label: string;
  readonly value?: string | null;
  readonly visible?: boolean | null;
}

interface QuestionInput {
  readonly type: string;
  readonly title?: string | null;
  readonly description?: string | null;
  readonly visible?: boolean | null;
  readonly required?: boolean | null;
  readonly settings?: FormSettings | null;
  readonly show_if_rules?: object | null;
  readonly options?: readonly OptionInput[] | null;
}

interface CreateArgs {
  readonly formToken: string;
  readonly question: QuestionInput & {
    readonly title: string;
    readonly existing_column_id?: string | null;
    readonly insert_after_question_id?: string | null;
    readonly page_block_id?: string | null;
  };
}

export function questionsOf({ id }: FormRow, { database }: GraphQLContext): QuestionRow[] {
  return database.all<QuestionRow>(
    'SELECT * FROM form_questions WHERE form_id = ? ORDER BY position, id',
    id,
  );
}

/** @throws GraphQLProblem `ResourceNotFoundException` */
export function requireQuestion(form: FormRow, id: string, context: GraphQLContext): QuestionRow {
  const question = questionsOf(form, context).find((candidate) => candidate.id === id);
  if (question) return question;
  throw new GraphQLProblem('ResourceNotFoundException', 'Question not found', { data: { question_id: id } });
}

/**
 * `Mutation.create_form_question`: adds a question with a column for its answers.
 * INFER: the id of the question is the id of the column.
 */
export function createQuestion({ formToken, question }: CreateArgs, context: GraphQLContext): QuestionRow {
  const form = requireForm(formToken, context);
  const column = columnFor(form, question, context);
  const id = column?.id ?? randomUUID();
  if (questionsOf(form, context).some((other) => other.id === id)) {
    throw new GraphQLProblem('InvalidArgumentException', `The form has a question with the column ${id}.`);
  }
  insertQuestion(form, { ...question, id, columnId: column?.id ?? null }, context);
  return requireQuestion(form, id, context);
}

interface NewQuestion extends QuestionInput {
  readonly id: string;
  readonly title: string;
  readonly columnId: string | null;
  readonly insert_after_question_id?: string | null;
  readonly page_block_id?: string | null;
}

/** Stores a question, by default behind all others. */
export function insertQuestion(form: FormRow, question: NewQuestion, context: GraphQLContext): void {
  context.database.insert('form_questions', {
    form_id: form.id,
    id: question.id,
    column_id: question.columnId,
    type: question.type,
    title: question.title,
    description: question.description ?? null,
    is_visible: question.visible === false ? 0 : 1,
    is_required: question.required === true ? 1 : 0,
    settings: JSON.stringify(withHidden(question.settings ?? {}, question.options)),
    show_if_rules: question.show_if_rules ? JSON.stringify(question.show_if_rules) : null,
    page_block_id: question.page_block_id ?? null,
    position: positionAfter(form, question.insert_after_question_id, context),
  });
}

interface UpdateArgs {
  readonly formToken: string;
  readonly questionId: string;
  readonly question: QuestionInput;
}

/** `Mutation.update_form_question`: changes what is given, and with it the column. @throws GraphQLProblem */
export function updateQuestion(args: UpdateArgs, context: GraphQLContext): QuestionRow {
  const form = requireForm(args.formToken, context);
  const before = requireQuestion(form, args.questionId, context);
  const { type, title, description, visible, required, settings, show_if_rules, options } = args.question;
  if (type !== before.type) {
    throw new GraphQLProblem('InvalidArgumentException', `The type of the question is ${before.type}.`);
  }
  updateColumnOfQuestion(form, before, args.question, context);
  const known = merged(JSON.parse(before.settings) as FormSettings, settings ?? {});
  context.database.run(
    `UPDATE form_questions SET title = ?, description = ?, is_visible = ?, is_required = ?, settings = ?, show_if_rules = ?
     WHERE form_id = ? AND id = ?`,
    title ?? before.title,
    description === undefined ? before.description : description,
    typeof visible === 'boolean' ? Number(visible) : before.is_visible,
    typeof required === 'boolean' ? Number(required) : before.is_required,
    JSON.stringify(withHidden(known, options)),
    show_if_rules ? JSON.stringify(show_if_rules) : before.show_if_rules,
    form.id,
    before.id,
  );
  return requireQuestion(form, before.id, context);
}

/** `Mutation.delete_question`. INFER: the column and its values remain. */
export function deleteQuestion(
  { formToken, questionId }: { readonly formToken: string; readonly questionId: string },
  context: GraphQLContext,
): boolean {
  const form = requireForm(formToken, context);
  const { id } = requireQuestion(form, questionId, context);
  context.database.run('DELETE FROM form_questions WHERE form_id = ? AND id = ?', form.id, id);
  return true;
}

interface Option {
  readonly label: string;
  readonly value: string;
  readonly position: number;
  readonly visible: boolean;
  readonly active: boolean;
}

/** The options of a question: the labels of its column. INFER: `value` is the id of the label. */
export function optionsOf(question: QuestionRow, context: GraphQLContext): Option[] | null {
  const labels = columnOf(question, context)?.settings['labels'];
  if (!Array.isArray(labels)) return null;
  const { hiddenOptions = [] } = JSON.parse(question.settings) as { hiddenOptions?: string[] };
  return (labels as { id: number; label: string; is_deactivated?: boolean }[]).map((label, position) => ({
    label: label.label,
    value: String(label.id),
    position,
    visible: !hiddenOptions.includes(label.label),
    active: label.is_deactivated !== true,
  }));
}

function columnOf({ form_id, column_id }: QuestionRow, context: GraphQLContext): Column | undefined {
  const form = context.database.get<{ board_id: number }>('SELECT board_id FROM forms WHERE id = ?', form_id);
  return form && columnsOf(context, form.board_id).find(({ id }) => id === column_id);
}

function columnFor(
  { board_id }: FormRow,
  { type, title, options, existing_column_id }: CreateArgs['question'],
  context: GraphQLContext,
): Column | undefined {
  const columnType = COLUMN_TYPES[type];
  if (columnType === undefined) return undefined;
  const columns = columnsOf(context, board_id);
  if (columnType === 'name') return columns.find((column) => column.type === 'name');
  if (existing_column_id) {
    const column = requireColumn(columns, existing_column_id);
    if (column.type === columnType) return column;
    throw new GraphQLProblem('InvalidColumnTypeException', `The type of the column is ${column.type}.`);
  }
  const defaults = options ? { labels: options.map(({ label }, index) => ({ label, index })) } : undefined;
  return createColumn({ board_id: String(board_id), column_type: columnType, title, defaults }, context);
}

function updateColumnOfQuestion(
  form: FormRow,
  question: QuestionRow,
  { title, options }: QuestionInput,
  context: GraphQLContext,
): void {
  const column = columnOf(question, context);
  if (!column || (!title && !options)) return;
  const labels = options?.map(({ label, value }, index) => ({
    label,
    index,
    ...(value && /^\d+$/.test(value) ? { id: Number(value) } : {}),
  }));
  updateColumn(
    {
      board_id: String(form.board_id),
      id: column.id,
      revision: String(column.revision),
      column_type: column.type,
      title,
      ...(labels ? { settings: { labels } } : {}),
    },
    context,
  );
}

function withHidden(
  { labelLimitCount, ...settings }: FormSettings,
  options: readonly OptionInput[] | null | undefined,
): FormSettings {
  const limit = labelLimitCount === undefined ? {} : { label_limit_count: labelLimitCount };
  if (!options) return { ...settings, ...limit };
  const hiddenOptions = options.filter(({ visible }) => visible === false).map(({ label }) => label);
  return { ...settings, ...limit, hiddenOptions };
}

function positionAfter(form: FormRow, id: string | null | undefined, context: GraphQLContext): number {
  const all = questionsOf(form, context);
  if (!id) return (all.at(-1)?.position ?? 0) + POSITION_STEP;
  const before = requireQuestion(form, id, context);
  const next = all.find(({ position }) => position > before.position);
  return next ? (before.position + next.position) / 2 : before.position + POSITION_STEP;
}
