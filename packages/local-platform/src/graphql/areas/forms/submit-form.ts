import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { createItem } from '../items/create-item.js';
import { createUpdate } from '../updates/change-updates.js';
import { tagsOf } from './change-forms.js';
import { requireForm, settingsOf, type FormRow } from './form-access.js';
import { optionsOf, questionsOf, type QuestionRow } from './questions.js';

interface Answer {
  readonly question_id: string;
  readonly name?: string | null;
  readonly email?: string | null;
  readonly short_text?: string | null;
  readonly long_text?: string | null;
  readonly link?: string | null;
  readonly updates?: string | null;
  readonly boolean?: boolean | null;
  readonly number?: number | null;
  readonly rating?: number | null;
  readonly single_select?: string | null;
  readonly multi_select?: readonly number[] | null;
  readonly phone?: { readonly phone: string; readonly country_short_name: string } | null;
  readonly country?: { readonly country_name: string; readonly country_code: string } | null;
  readonly date?: { readonly date: string } | null;
  readonly date_range?: { readonly from: string; readonly to: string } | null;
  readonly hour?: { readonly hour: number; readonly minute: number } | null;
  readonly location?: { readonly lat: number; readonly lng: number; readonly address: string } | null;
  readonly people?: readonly string[] | null;
  readonly connected_boards?: readonly string[] | null;
}

interface SubmissionArgs {
  readonly form_token: string;
  readonly answers: readonly Answer[];
  readonly password?: string | null;
  readonly group_id?: string | null;
  readonly tags?: readonly { readonly column_id: string; readonly value: string }[] | null;
}

/**
 * `Mutation.create_form_submission`: checks the answers and creates an item of them.
 * INFER: the id of the submission is the id of the item. @throws GraphQLProblem
 */
export function submitForm(args: SubmissionArgs, context: GraphQLContext): { id: number } {
  const form = requireForm(args.form_token, context);
  requireOpen(form, args.password, context);
  const questions = questionsOf(form, context);
  const answers = new Map(args.answers.map((answer) => [answer.question_id, answer]));
  requireAnswers(questions, answers);
  const values: Record<string, unknown> = tagValues(form, args.tags ?? [], context);
  for (const question of questions) {
    const answer = answers.get(question.id);
    if (!answer || question.column_id === null || question.type === 'Name') continue;
    values[question.column_id] = valueOf(question, answer, context);
  }
  const name = args.answers.map((answer) => answer.name).find((text) => text);
  const item = createItem(
    {
      board_id: String(form.board_id),
      // INFER: the name of an item without a name in the answers.
      item_name: name ?? 'Incoming form answer',
      group_id: args.group_id ?? groupOf(form),
      column_values: JSON.stringify(values),
    },
    context,
  );
  for (const { updates } of args.answers) {
    if (updates) createUpdate({ item_id: String(item.id), body: updates }, context);
  }
  context.database.run('UPDATE forms SET submissions = submissions + 1 WHERE id = ?', form.id);
  return { id: item.id };
}

interface Closing {
  readonly responseLimit: { readonly enabled: boolean; readonly limit: number | null };
  readonly closeDate: { readonly enabled: boolean; readonly date: string | null };
  readonly monday: { readonly itemGroupId: string | null };
}

function featuresOf(form: FormRow): Closing {
  return settingsOf(form)['features'] as Closing;
}

function groupOf(form: FormRow): string | null {
  return featuresOf(form).monday.itemGroupId;
}

function requireOpen(form: FormRow, password: string | null | undefined, context: GraphQLContext): void {
  const { responseLimit, closeDate } = featuresOf(form);
  const isFull = responseLimit.enabled && form.submissions >= (responseLimit.limit ?? Infinity);
  const isPast = closeDate.enabled && closeDate.date !== null && Date.parse(closeDate.date) < context.now();
  if (form.is_active === 0 || isFull || isPast) throw invalid('The form takes no answers.');
  // A form of the local platform protects nothing, so its password needs no comparison in constant time.
  if (form.password !== null && password !== form.password) throw invalid('The password is wrong.');
}

function requireAnswers(questions: readonly QuestionRow[], answers: ReadonlyMap<string, Answer>): void {
  const unknown = [...answers.keys()].find((id) => !questions.some((question) => question.id === id));
  if (unknown !== undefined) throw invalid(`The form has no question ${unknown}.`);
  const missing = questions.find(
    ({ id, is_required, is_visible }) => is_required === 1 && is_visible === 1 && !answers.has(id),
  );
  if (missing) throw invalid(`The question ${missing.title} needs an answer.`);
}

function tagValues(
  form: FormRow,
  tags: readonly { readonly column_id: string; readonly value: string }[],
  context: GraphQLContext,
): Record<string, unknown> {
  const known = new Set(tagsOf(form, context).map(({ column_id }) => column_id));
  const unknown = tags.find(({ column_id }) => !known.has(column_id));
  if (unknown) throw invalid(`The form has no tag with the column ${unknown.column_id}.`);
  return Object.fromEntries(tags.map(({ column_id, value }) => [column_id, value]));
}

/** The answer in the JSON form of the column's type (docs/monday-platform.md#column-values). */
function valueOf(question: QuestionRow, answer: Answer, context: GraphQLContext): unknown {
  switch (question.type) {
    case 'Boolean':
      return answer.boolean === true ? { checked: 'true' } : null;
    case 'ConnectedBoards':
      return { item_ids: (answer.connected_boards ?? []).map(Number) };
    case 'Country':
      return answer.country
        ? { countryCode: answer.country.country_code, countryName: answer.country.country_name }
        : null;
    case 'Date':
      return answer.date ? { date: answer.date.date } : null;
    case 'DateRange':
      return answer.date_range ?? null;
    case 'Email':
      return answer.email ? { email: answer.email, text: answer.email } : null;
    case 'HOUR':
      return answer.hour ?? null;
    case 'Link':
      return answer.link ? { url: answer.link, text: answer.link } : null;
    case 'Location':
      return answer.location
        ? { lat: answer.location.lat, lng: answer.location.lng, address: answer.location.address }
        : null;
    case 'LongText':
      return answer.long_text ? { text: answer.long_text } : null;
    case 'MultiSelect':
      return answer.multi_select ? { ids: answer.multi_select } : null;
    case 'Number':
      return answer.number === null || answer.number === undefined ? null : String(answer.number);
    case 'People':
      return { personsAndTeams: (answer.people ?? []).map((id) => ({ id: Number(id), kind: 'person' })) };
    case 'Phone':
      return answer.phone
        ? { phone: answer.phone.phone, countryShortName: answer.phone.country_short_name }
        : null;
    case 'Rating':
      return answer.rating ? { rating: answer.rating } : null;
    case 'SingleSelect':
      return answer.single_select ? labelOf(question, answer.single_select, context) : null;
    default:
      return answer.short_text ?? null;
  }
}

/** INFER: an option is chosen by its value or by its label. */
function labelOf(question: QuestionRow, text: string, context: GraphQLContext): unknown {
  const option = optionsOf(question, context)?.find(({ value, label }) => value === text || label === text);
  return option ? { index: Number(option.value) } : { label: text };
}

function invalid(message: string): GraphQLProblem {
  return new GraphQLProblem('InvalidArgumentException', message);
}
