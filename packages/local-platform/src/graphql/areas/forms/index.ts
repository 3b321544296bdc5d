import { type GraphQLContext } from '../../graphql-context.js';
import { mutation, properties, query, type Area, type FieldResolver } from '../../resolvers/index.js';
import {
  createForm,
  createFormTag,
  deleteFormTag,
  setActive,
  setFormPassword,
  shortenedLink,
  shortenFormUrl,
  tagsOf,
  updateForm,
  updateFormSettings,
  updateFormTag,
  type TagRow,
} from './change-forms.js';
import { findForm, settingsOf, type FormRow } from './form-access.js';
import {
  createQuestion,
  deleteQuestion,
  optionsOf,
  questionsOf,
  updateQuestion,
  type QuestionRow,
} from './questions.js';
import { submitForm } from './submit-form.js';

interface FormArgs {
  readonly formToken: string;
}

/** A mutation of a form, which is logged on the board of the form. */
function change<Args extends FormArgs>(
  resolve: (args: Args, context: GraphQLContext) => unknown,
): FieldResolver {
  return mutation<Args>(
    'boards:write',
    resolve,
    ({ formToken }, context) => findForm(formToken, context)?.board_id,
  );
}

/** Properties of a part of the settings. */
type Part = Readonly<Record<string, unknown>>;

/** Forms (Workforms). They are stored, and submissions create items, but no page shows them. INFER: the scopes. */
export const formsArea: Area = {
  name: 'forms',
  unserved: [
    'FormAnswerInput.file',
    'FormAnswerInput.signature',
    'FormAnswerInput.subitems',
    'FormQuestionType.Subitems',
    'DateAnswerInput.zone_diff',
  ],
  withoutEffect: {
    'Mutation.create_form_submission(form_timezone_offset:)': 'Dates are stored as they are sent.',
    'LocationAnswerInput.place_id': 'A location has coordinates and an address.',
    'LocationAnswerInput.country': 'A location has coordinates and an address.',
    'LocationAnswerInput.city': 'A location has coordinates and an address.',
    'LocationAnswerInput.street': 'A location has coordinates and an address.',
    'LocationAnswerInput.street_number': 'A location has coordinates and an address.',
  },
  resolvers: {
    Query: {
      form: query<{ readonly formToken: string }>(
        'boards:read',
        ({ formToken }, context) => findForm(formToken, context) ?? null,
      ),
    },
    Mutation: {
      create_form: mutation('boards:write', createForm),
      update_form: change(updateForm),
      update_form_settings: change(updateFormSettings),
      set_form_password: change(setFormPassword),
      activate_form: change(setActive(true)),
      deactivate_form: change(setActive(false)),
      shorten_form_url: change(shortenFormUrl),
      create_form_question: change(createQuestion),
      update_form_question: change(updateQuestion),
      delete_question: change(deleteQuestion),
      create_form_tag: change(createFormTag),
      update_form_tag: change(updateFormTag),
      delete_form_tag: change(deleteFormTag),
      create_form_submission: mutation('boards:write', submitForm),
    },
    DehydratedFormResponse: properties('boardId', 'token'),
    FormSubmissionResult: properties('id'),
    ResponseForm: {
      ...properties('id', 'token', 'title', 'description'),
      active: ({ is_active }: FormRow) => is_active === 1,
      ownerId: ({ owner_id }: FormRow) => owner_id,
      builtWithAI: () => false,
      isAnonymous: ({ is_anonymous }: FormRow) => is_anonymous === 1,
      type: () => null,
      questions: (form: FormRow, _args: object, context) => questionsOf(form, context),
      features: (form: FormRow) => ({
        ...(settingsOf(form)['features'] as Part),
        shortenedLink: shortenedLink(form),
        password: { enabled: form.password !== null },
      }),
      appearance: (form: FormRow) => settingsOf(form)['appearance'],
      accessibility: (form: FormRow) => settingsOf(form)['accessibility'],
      tags: (form: FormRow, _args: object, context) => tagsOf(form, context),
    },
    FormQuestion: {
      ...properties('id', 'type', 'title', 'description', 'page_block_id'),
      visible: ({ is_visible }: QuestionRow) => is_visible === 1,
      required: ({ is_required }: QuestionRow) => is_required === 1,
      settings: ({ settings }: QuestionRow) => JSON.parse(settings) as unknown,
      options: (question: QuestionRow, _args: object, context) => optionsOf(question, context),
      show_if_rules: rulesOf,
      showIfRules: rulesOf,
    },
    FormQuestionOption: properties('label', 'value', 'position', 'visible', 'active'),
    FormQuestionSettings: {
      ...properties('prefill', 'prefixAutofilled', 'prefixPredefined', 'checkedByDefault'),
      ...properties('defaultCurrentDate', 'includeTime', 'display', 'optionsOrder', 'locationAutofilled'),
      ...properties('skipValidation', 'label_limit_count', 'label_limit_count_enabled', 'default_answer'),
      // Of rating questions; INFER: the platform's columns have five stars.
      limit: () => null,
    },
    PrefillSettings: {
      ...properties('enabled', 'source'),
      lookup: ({ lookup }: Part) => lookup ?? '',
    },
    PhonePrefixPredefined: properties('enabled', 'prefix'),
    FormTag: { ...properties('id', 'name', 'value'), columnId: ({ column_id }: TagRow) => column_id },
    FormShortenedLink: properties('enabled', 'url'),
    FormAccessibility: properties('language', 'logoAltText'),
    FormFeatures: {
      ...properties('isInternal', 'reCaptchaChallenge', 'shortenedLink', 'password', 'draftSubmission'),
      ...properties('requireLogin', 'responseLimit', 'closeDate', 'preSubmissionView'),
      ...properties('afterSubmissionView', 'monday', 'ai_translate'),
    },
    FormPassword: properties('enabled'),
    FormDraftSubmission: properties('enabled'),
    FormAiTranslate: properties('enabled'),
    FormRequireLogin: properties('enabled', 'redirectToLogin'),
    FormResponseLimit: properties('enabled', 'limit'),
    FormCloseDate: properties('enabled', 'date'),
    FormPreSubmissionView: properties('enabled', 'title', 'description', 'startButton'),
    FormStartButton: properties('text'),
    FormAfterSubmissionView: {
      ...properties('title', 'description', 'redirectAfterSubmission', 'allowResubmit'),
      ...properties('showSuccessImage', 'allowEditSubmission', 'allowViewSubmission'),
    },
    FormRedirectAfterSubmission: properties('enabled', 'redirectUrl'),
    FormMonday: properties(
      'itemGroupId',
      'includeNameQuestion',
      'includeUpdateQuestion',
      'syncQuestionAndColumnsTitles',
    ),
    FormAppearance: {
      ...properties('hideBranding', 'showProgressBar', 'primaryColor', 'layout', 'background'),
      ...properties('text', 'logo', 'submitButton'),
    },
    FormLayout: properties('format', 'type', 'alignment', 'direction'),
    FormBackground: properties('type', 'value'),
    FormText: properties('font', 'color', 'size'),
    FormLogo: properties('position', 'url', 'size'),
    FormSubmitButton: properties('text'),
  },
};

function rulesOf({ show_if_rules }: QuestionRow): unknown {
  return show_if_rules === null ? null : JSON.parse(show_if_rules);
}
