import { isObject } from 'monday-persistence/json';
import { type GraphQLContext } from '../../graphql-context.js';
import { GraphQLProblem } from '../../graphql-problem.js';
import { findVisibleBoard } from '../boards/board-access.js';

/** A row of `forms`. */
export interface FormRow {
  readonly id: number;
  readonly board_id: number;
  readonly token: string;
  readonly owner_id: number;
  readonly title: string;
  readonly description: string | null;
  readonly is_active: number;
  readonly is_anonymous: number;
  readonly password: string | null;
  readonly is_shortened: number;
  /** JSON text of a {@link FormSettings}. */
  readonly settings: string;
  readonly submissions: number;
}

/** The settings of a form, as far as they were changed. */
export type FormSettings = Readonly<Record<string, unknown>>;

/** A form of a board that the user may see. */
export function findForm(token: string, context: GraphQLContext): FormRow | undefined {
  const form = context.database.get<FormRow>(
    'SELECT * FROM forms WHERE token = ? AND account_id = ?',
    token,
    context.accountId,
  );
  return form && findVisibleBoard(form.board_id, context)?.state === 'active' ? form : undefined;
}

/** @throws GraphQLProblem `ResourceNotFoundException` */
export function requireForm(token: string, context: GraphQLContext): FormRow {
  const form = findForm(token, context);
  if (form) return form;
  throw new GraphQLProblem('ResourceNotFoundException', 'Form not found');
}

/** The settings of a form with monday's defaults. INFER: the defaults. */
export function settingsOf(form: FormRow): FormSettings {
  return merged(DEFAULTS, JSON.parse(form.settings) as FormSettings);
}

/** Sets the given properties at every level; null and lists replace what was there. */
export function merged(before: FormSettings, given: FormSettings): FormSettings {
  const changes = Object.entries(given).map(([name, value]) => {
    const old = before[name];
    return [name, isObject(value) ? merged(isObject(old) ? old : {}, value) : value] as const;
  });
  return { ...before, ...Object.fromEntries(changes) };
}

const OFF = { enabled: false };

const DEFAULTS: FormSettings = {
  features: {
    isInternal: false,
    reCaptchaChallenge: false,
    draftSubmission: OFF,
    requireLogin: { enabled: false, redirectToLogin: false },
    responseLimit: { enabled: false, limit: null },
    closeDate: { enabled: false, date: null },
    preSubmissionView: { enabled: false, title: null, description: null, startButton: { text: null } },
    afterSubmissionView: {
      title: null,
      description: null,
      redirectAfterSubmission: { enabled: false, redirectUrl: null },
      allowResubmit: false,
      showSuccessImage: true,
      allowEditSubmission: false,
      allowViewSubmission: false,
    },
    monday: {
      itemGroupId: null,
      includeNameQuestion: true,
      includeUpdateQuestion: false,
      syncQuestionAndColumnsTitles: true,
    },
    ai_translate: OFF,
  },
  appearance: {
    hideBranding: false,
    showProgressBar: false,
    primaryColor: null,
    layout: { type: 'CARD', format: 'Classic', alignment: null, direction: 'LtR' },
    background: { type: 'None', value: null },
    text: { font: null, color: null, size: 'Medium' },
    logo: { position: 'Auto', url: null, size: 'Medium' },
    submitButton: { text: null },
  },
  accessibility: { language: null, logoAltText: null },
};
