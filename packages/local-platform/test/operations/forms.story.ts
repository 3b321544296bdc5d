import { type Story } from './operation.js';

const MEMBER = '58120517';
const QUESTIONS = 'questions { id type title required visible page_block_id }';

/** Forms: made, changed, answered. */
export const forms: Story = {
  name: 'forms',
  operations: [
    {
      query: 'mutation { create_workspace(name: "Intake", kind: open) { id } }',
      shows: { create_workspace: {} },
      keep: { workspace: 'create_workspace.id' },
    },
    {
      query: 'mutation { create_team(input: {name: "Desk"}, options: {allow_empty_team: true}) { id } }',
      shows: { create_team: {} },
      keep: { team: 'create_team.id' },
    },
    {
      query: `mutation NewForm($workspace: ID!) { create_form(destination_workspace_id: $workspace, destination_folder_name: "Requests", destination_name: "Ask us", board_kind: private,
        board_owner_ids: [${MEMBER}], board_subscriber_ids: [${MEMBER}], board_owner_team_ids: [{{team}}], board_subscriber_teams_ids: [{{team}}]) { boardId token } }`,
      variables: { workspace: '{{workspace}}' },
      shows: { create_form: {} },
      keep: { board: 'create_form.boardId', form: 'create_form.token' },
    },
    {
      query:
        'query { boards(ids: [{{board}}]) { name board_kind workspace { id } folder { id name } views { type name } owners { id } columns { type } } }',
      shows: {
        boards: [
          {
            name: 'Ask us',
            board_kind: 'private',
            workspace: { id: '{{workspace}}' },
            folder: { name: 'Requests' },
            views: [{ type: 'FormBoardView' }],
            columns: [{ type: 'name' }],
          },
        ],
      },
      keep: { folder: 'boards.0.folder.id' },
    },
    {
      query:
        'mutation { create_form(destination_workspace_id: {{workspace}}, destination_folder_id: {{folder}}) { token } }',
      shows: { create_form: {} },
    },
    {
      query: `query Form($token: String!) { form(formToken: $token) { id token active title ownerId builtWithAI description isAnonymous type ${QUESTIONS}
        features { isInternal password { enabled } shortenedLink { enabled url } responseLimit { enabled limit } afterSubmissionView { redirectAfterSubmission { enabled } } monday { includeNameQuestion } }
        appearance { layout { type direction } background { type } } accessibility { language } tags { id } } }`,
      variables: { token: '{{form}}' },
      shows: {
        form: {
          active: true,
          title: 'Ask us',
          ownerId: 58120443,
          questions: [{ id: 'name', type: 'Name', required: true }],
          features: { password: { enabled: false }, responseLimit: { enabled: false, limit: null } },
          tags: [],
        },
      },
    },
    {
      query: `mutation Ask($token: String!, $question: CreateQuestionInput!) { create_form_question(formToken: $token, question: $question) { id type title options { label value visible active } settings { display label_limit_count label_limit_count_enabled optionsOrder prefill { enabled source lookup } } } }`,
      variables: {
        token: '{{form}}',
        question: {
          type: 'SingleSelect',
          title: 'Urgency',
          description: 'How soon',
          visible: true,
          required: true,
          options: [
            { label: 'Today', value: '0', visible: true },
            { label: 'Later', visible: false },
          ],
          settings: {
            display: 'Dropdown',
            optionsOrder: 'Custom',
            labelLimitCount: 2,
            label_limit_count_enabled: true,
            prefill: { enabled: true, source: 'QueryParam', lookup: 'urgency' },
          },
        },
      },
      shows: {
        create_form_question: {
          type: 'SingleSelect',
          title: 'Urgency',
          options: [
            { label: 'Today', visible: true, active: true },
            { label: 'Later', visible: false },
          ],
          settings: { display: 'Dropdown', label_limit_count: 2, prefill: { lookup: 'urgency' } },
        },
      },
      keep: { urgency: 'create_form_question.id', later: 'create_form_question.options.1.value' },
    },
    {
      query: `mutation { create_form_question(formToken: "{{form}}", question: {type: PAGE_BLOCK, title: "Contact"}) { id } }`,
      shows: { create_form_question: {} },
      keep: { page: 'create_form_question.id' },
    },
    {
      query: `mutation Ask($question: CreateQuestionInput!) { create_form_question(formToken: "{{form}}", question: $question) { id title page_block_id show_if_rules settings { skipValidation default_answer prefixAutofilled prefixPredefined { enabled prefix } } } }`,
      variables: {
        question: {
          type: 'Phone',
          title: 'Phone',
          insert_after_question_id: 'name',
          page_block_id: '{{page}}',
          show_if_rules: {
            operator: 'OR',
            rules: [
              {
                operator: 'OR',
                conditions: [{ building_block_id: '{{urgency}}', operator: 'OR', values: ['0'] }],
              },
            ],
          },
          settings: {
            skipValidation: false,
            default_answer: '+49',
            prefixAutofilled: true,
            prefixPredefined: { enabled: true, prefix: 'DE' },
            checkedByDefault: false,
            defaultCurrentDate: false,
            includeTime: false,
            locationAutofilled: false,
          },
        },
      },
      shows: {
        create_form_question: {
          title: 'Phone',
          page_block_id: '{{page}}',
          show_if_rules: { operator: 'OR' },
          settings: { default_answer: '+49', prefixPredefined: { enabled: true, prefix: 'DE' } },
        },
      },
      keep: { phone: 'create_form_question.id' },
    },
    {
      query: `mutation { create_column(board_id: {{board}}, column_type: date, id: "due", title: "Due") { id } }`,
      shows: { create_column: { id: 'due' } },
    },
    {
      query: `mutation { create_form_question(formToken: "{{form}}", question: {type: Date, title: "Due", existing_column_id: "due"}) { id } }`,
      shows: { create_form_question: { id: 'due' } },
    },
    {
      query: `mutation {
        text: create_form_question(formToken: "{{form}}", question: {type: ShortText, title: "Subject"}) { id }
        long: create_form_question(formToken: "{{form}}", question: {type: LongText, title: "Details"}) { id }
        email: create_form_question(formToken: "{{form}}", question: {type: Email, title: "Email"}) { id }
        link: create_form_question(formToken: "{{form}}", question: {type: Link, title: "Page"}) { id }
        flag: create_form_question(formToken: "{{form}}", question: {type: Boolean, title: "Agreed"}) { id }
        number: create_form_question(formToken: "{{form}}", question: {type: Number, title: "Pieces"}) { id }
        rating: create_form_question(formToken: "{{form}}", question: {type: Rating, title: "Stars"}) { id }
        many: create_form_question(formToken: "{{form}}", question: {type: MultiSelect, title: "Parts", options: [{label: "A"}, {label: "B"}]}) { id options { value } }
        country: create_form_question(formToken: "{{form}}", question: {type: Country, title: "Country"}) { id }
        range: create_form_question(formToken: "{{form}}", question: {type: DateRange, title: "Between"}) { id }
        hour: create_form_question(formToken: "{{form}}", question: {type: HOUR, title: "Hour"}) { id }
        place: create_form_question(formToken: "{{form}}", question: {type: Location, title: "Place"}) { id }
        people: create_form_question(formToken: "{{form}}", question: {type: People, title: "Who"}) { id }
        links: create_form_question(formToken: "{{form}}", question: {type: ConnectedBoards, title: "Related"}) { id }
        note: create_form_question(formToken: "{{form}}", question: {type: Updates, title: "Note"}) { id }
      }`,
      shows: { text: {}, links: {}, note: {} },
      keep: {
        text: 'text.id',
        long: 'long.id',
        email: 'email.id',
        link: 'link.id',
        flag: 'flag.id',
        number: 'number.id',
        rating: 'rating.id',
        many: 'many.id',
        partB: 'many.options.1.value',
        country: 'country.id',
        range: 'range.id',
        hour: 'hour.id',
        place: 'place.id',
        people: 'people.id',
        related: 'links.id',
        note: 'note.id',
      },
    },
    {
      query: `mutation Change($question: UpdateQuestionInput!) { update_form_question(formToken: "{{form}}", questionId: "{{urgency}}", question: $question) { title description required visible options { label value visible } } }`,
      variables: {
        question: {
          type: 'SingleSelect',
          title: 'How urgent',
          description: 'Choose one',
          required: true,
          visible: true,
          settings: { display: 'Vertical' },
          show_if_rules: null,
          options: [
            { label: 'Now', value: '0' },
            { label: 'Later', value: '{{later}}' },
          ],
        },
      },
      shows: {
        update_form_question: {
          title: 'How urgent',
          options: [{ label: 'Now', value: '0' }, { label: 'Later' }],
        },
      },
    },
    {
      query: 'query { boards(ids: [{{board}}]) { columns(ids: ["{{urgency}}"]) { title type settings } } }',
      shows: {
        boards: [
          {
            columns: [
              {
                title: 'How urgent',
                type: 'status',
                settings: { labels: [{ label: 'Now' }, { label: 'Later' }] },
              },
            ],
          },
        ],
      },
    },
    {
      query: `mutation Order($input: UpdateFormInput!) { update_form(formToken: "{{form}}", input: $input) { title description questions { id } } }`,
      variables: {
        input: {
          title: 'Ask',
          description: 'We answer',
          questions: [{ id: '{{urgency}}', page_block_id: null }, { id: 'name' }],
        },
      },
      shows: { update_form: { title: 'Ask', description: 'We answer' } },
    },
    {
      query: `mutation Look($settings: UpdateFormSettingsInput!) { update_form_settings(formToken: "{{form}}", settings: $settings) { isAnonymous
        features { reCaptchaChallenge draftSubmission { enabled } requireLogin { enabled redirectToLogin } responseLimit { enabled limit } closeDate { enabled date } ai_translate { enabled }
          preSubmissionView { enabled title description startButton { text } } afterSubmissionView { title description redirectAfterSubmission { enabled redirectUrl } allowResubmit showSuccessImage allowEditSubmission allowViewSubmission }
          monday { itemGroupId includeNameQuestion includeUpdateQuestion syncQuestionAndColumnsTitles } }
        appearance { hideBranding showProgressBar primaryColor layout { type alignment direction } background { type value } text { font color size } logo { position size } submitButton { text } }
        accessibility { language logoAltText } } }`,
      variables: {
        settings: {
          is_anonymous: true,
          features: {
            reCaptchaChallenge: false,
            draftSubmission: { enabled: true },
            requireLogin: { enabled: false, redirectToLogin: false },
            responseLimit: { enabled: true, limit: 1 },
            closeDate: { enabled: false, date: '2030-01-01' },
            password: { enabled: false },
            ai_translate: { enabled: true },
            preSubmissionView: {
              enabled: true,
              title: 'Hi',
              description: 'Start',
              startButton: { text: 'Go' },
            },
            afterSubmissionView: {
              title: 'Thanks',
              description: 'Bye',
              redirectAfterSubmission: { enabled: true, redirectUrl: 'https://example.com' },
              allowResubmit: true,
              showSuccessImage: false,
              allowEditSubmission: true,
              allowViewSubmission: true,
            },
            monday: {
              itemGroupId: 'topics',
              includeNameQuestion: true,
              includeUpdateQuestion: true,
              syncQuestionAndColumnsTitles: true,
              allow_create_item: true,
            },
          },
          appearance: {
            hideBranding: true,
            showProgressBar: true,
            primaryColor: '#112233',
            layout: { type: 'FLAT', alignment: 'Center', direction: 'Rtl' },
            background: { type: 'Color', value: '#ffffff' },
            text: { font: 'Roboto', color: '#000000', size: 'Large' },
            logo: { position: 'Left', size: 'Small' },
            submitButton: { text: 'Send' },
          },
          accessibility: { language: 'de', logoAltText: 'Logo' },
        },
      },
      shows: {
        update_form_settings: {
          isAnonymous: true,
          features: {
            responseLimit: { enabled: true, limit: 1 },
            preSubmissionView: { startButton: { text: 'Go' } },
            afterSubmissionView: { title: 'Thanks', redirectAfterSubmission: { enabled: true } },
            monday: { itemGroupId: 'topics', includeUpdateQuestion: true },
          },
          appearance: {
            layout: { type: 'FLAT', direction: 'Rtl' },
            logo: { position: 'Left', size: 'Small' },
          },
          accessibility: { language: 'de', logoAltText: 'Logo' },
        },
      },
    },
    {
      version: '2026-07',
      query: `mutation { update_form_settings(formToken: "{{form}}", settings: {appearance: {layout: {format: OneByOne}}}) { appearance { layout { format type } } } }`,
      shows: { update_form_settings: { appearance: { layout: { format: 'OneByOne', type: 'FLAT' } } } },
    },
    {
      query: `mutation { set_form_password(formToken: "{{form}}", input: {password: "open"}) { features { password { enabled } } } }`,
      shows: { set_form_password: { features: { password: { enabled: true } } } },
    },
    {
      query: `mutation { create_form_tag(formToken: "{{form}}", tag: {name: "utm"}) { id name columnId } }`,
      shows: { create_form_tag: { name: 'utm' } },
      keep: { tag: 'create_form_tag.id', tagColumn: 'create_form_tag.columnId' },
    },
    {
      version: '2026-07',
      query: `mutation { create_form_tag(formToken: "{{form}}", tag: {name: "old", value: "1"}) { id value } }`,
      shows: { create_form_tag: { value: '1' } },
      keep: { oldTag: 'create_form_tag.id' },
    },
    {
      version: '2026-07',
      query: `mutation { update_form_tag(formToken: "{{form}}", tagId: "{{oldTag}}", tag: {value: "2"}) }`,
      shows: { update_form_tag: true },
    },
    {
      query: `mutation { delete_form_tag(formToken: "{{form}}", tagId: "{{oldTag}}", options: {deleteAssociatedColumn: true}) }`,
      shows: { delete_form_tag: true },
    },
    {
      query: 'mutation { shorten_form_url(formToken: "{{form}}") { enabled url } }',
      shows: { shorten_form_url: { enabled: true } },
    },
    { query: 'mutation { deactivate_form(formToken: "{{form}}") }', shows: { deactivate_form: true } },
    {
      version: 'dev',
      query: `mutation { create_form_submission(form_token: "{{form}}", form_timezone_offset: 0, password: "open", answers: [{question_id: "name", name: "x"}, {question_id: "{{urgency}}", single_select: "Now"}]) { id } }`,
      refused: 'InvalidArgumentException',
      shows: {},
    },
    { query: 'mutation { activate_form(formToken: "{{form}}") }', shows: { activate_form: true } },
    {
      version: 'dev',
      query: `mutation Answer($answers: [FormAnswerInput!]!) { create_form_submission(form_token: "{{form}}", form_timezone_offset: -60, password: "open", group_id: "topics", answers: $answers, tags: [{column_id: "{{tagColumn}}", value: "mail"}]) { id } }`,
      variables: {
        answers: [
          { question_id: 'name', name: 'Broken chair' },
          { question_id: '{{urgency}}', single_select: 'Later' },
          { question_id: '{{phone}}', phone: { phone: '4930123456', country_short_name: 'DE' } },
          { question_id: 'due', date: { date: '2026-12-24' } },
          { question_id: '{{text}}', short_text: 'Chair' },
          { question_id: '{{long}}', long_text: 'A leg is off' },
          { question_id: '{{email}}', email: 'a@example.com' },
          { question_id: '{{link}}', link: 'https://example.com/chair' },
          { question_id: '{{flag}}', boolean: true },
          { question_id: '{{number}}', number: 2.5 },
          { question_id: '{{rating}}', rating: 4 },
          { question_id: '{{many}}', multi_select: [2] },
          { question_id: '{{country}}', country: { country_name: 'Germany', country_code: 'DE' } },
          { question_id: '{{range}}', date_range: { from: '2026-12-01', to: '2026-12-02' } },
          { question_id: '{{hour}}', hour: { hour: 9, minute: 30 } },
          {
            question_id: '{{place}}',
            location: {
              lat: 52.5,
              lng: 13.4,
              place_id: 'x',
              address: 'Berlin',
              country: { long_name: 'Germany', short_name: 'DE' },
              city: { long_name: 'Berlin', short_name: 'B' },
              street: { long_name: 'A', short_name: 'A' },
              street_number: { long_name: '1', short_name: '1' },
            },
          },
          { question_id: '{{people}}', people: [MEMBER] },
          { question_id: '{{related}}', connected_boards: [] },
          { question_id: '{{note}}', updates: 'Please hurry' },
        ],
      },
      shows: { create_form_submission: {} },
      keep: { item: 'create_form_submission.id' },
    },
    {
      query: `query { items(ids: [{{item}}]) { name group { id } updates { text_body } column_values(ids: ["{{urgency}}", "{{phone}}", "due", "{{text}}", "{{long}}", "{{email}}", "{{link}}", "{{flag}}", "{{number}}", "{{rating}}", "{{many}}", "{{country}}", "{{range}}", "{{hour}}", "{{place}}", "{{people}}", "{{tagColumn}}"]) { text } } }`,
      shows: {
        items: [
          {
            name: 'Broken chair',
            group: { id: 'topics' },
            updates: [{ text_body: 'Please hurry' }],
            column_values: [
              { text: 'Later' },
              { text: '4930123456' },
              { text: '2026-12-24' },
              { text: 'Chair' },
              { text: 'A leg is off' },
              { text: 'a@example.com' },
              { text: 'https://example.com/chair' },
              { text: 'v' },
              { text: '2.5' },
              { text: '4' },
              { text: 'B' },
              { text: 'Germany' },
              { text: '2026-12-01 - 2026-12-02' },
              { text: '09:30 AM' },
              { text: 'Berlin' },
              {},
              { text: 'mail' },
            ],
          },
        ],
      },
    },
    {
      query: 'query { boards(ids: [{{board}}]) { activity_logs(limit: 2) { event } } }',
      shows: { boards: [{ activity_logs: [{ event: 'create_update' }, { event: 'create_pulse' }] }] },
    },
    {
      version: 'dev',
      query: `mutation { create_form_submission(form_token: "{{form}}", form_timezone_offset: 0, password: "open", answers: [{question_id: "name", name: "One too many"}, {question_id: "{{urgency}}", single_select: "Now"}]) { id } }`,
      refused: 'InvalidArgumentException',
      shows: {},
    },
    {
      query: `mutation { delete_question(formToken: "{{form}}", questionId: "{{phone}}") }`,
      shows: { delete_question: true },
    },
    { query: 'query { form(formToken: "none") { id } }', shows: { form: null } },
  ],
};
