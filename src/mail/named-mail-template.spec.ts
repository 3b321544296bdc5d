import { html } from 'monday-persistence/html';
import { checkMail } from './check-mail.js';
import { NamedMailTemplate, type NamedMailTemplateOptions } from './named-mail-template.js';

interface Due {
  readonly item: string;
  readonly days: number;
}

const DUE: NamedMailTemplateOptions<Due> = {
  name: 'reminders.due',
  example: { item: 'Translate', days: 3 },
  write: ({ item, days }) => ({
    subject: `${item} is due`,
    html: html`<p title="${item}">${item}: ${days} days</p>`,
  }),
};
const problemOf = (changed: Partial<NamedMailTemplateOptions<Due>>): string | undefined =>
  new NamedMailTemplate<Due>({ ...DUE, ...changed }).problem();

describe('NamedMailTemplate', () => {
  it('makes a mail of values, escaped in the HTML, with the text of it', () => {
    const template = new NamedMailTemplate(DUE);
    const values = { item: '<b>"A" & B</b>', days: 1 };
    const escaped = '&lt;b&gt;&quot;A&quot; &amp; B&lt;/b&gt;';
    expect(checkMail({ to: 'a@example.com', template, values })).toEqual({
      to: ['a@example.com'],
      subject: '<b>"A" & B</b> is due',
      html: `<p title="${escaped}">${escaped}: 1 days</p>`,
      text: '<b>"A" & B</b>: 1 days',
    });
  });

  it('keeps the text that it writes, and the subject on one line', () => {
    const write: (typeof DUE)['write'] = ({ item }) => ({ subject: item, text: `For ${item}` });
    const filled = new NamedMailTemplate<Due>({ ...DUE, write }).fill({ item: 'a\r\nBcc: b', days: 1 });
    expect(filled).toEqual({ subject: 'a Bcc: b', text: 'For a\r\nBcc: b' });
  });

  it('has no problem if its example makes a mail', () => {
    expect(problemOf({})).toBeUndefined();
    expect(new NamedMailTemplate(DUE).exampleSubject).toBe('Translate is due');
  });

  it.each<[string, Partial<NamedMailTemplateOptions<Due>>, RegExp]>([
    ['its name', { name: 'Due mail' }, /^the mail template "Due mail" needs a name of .+ Rename it\.$/],
    [
      'no content',
      { write: () => ({ subject: 'x' }) },
      /^the mail template "reminders\.due" cannot be rendered with its example: .+ neither text nor html\. Correct/,
    ],
    [
      'no subject',
      { write: () => ({ subject: ' ', text: 'x' }) },
      /a subject has 1 to 255 characters\. Correct/,
    ],
    [
      'a misspelled field',
      { write: (values) => ({ subject: String((values as never)['itm']), text: 'x' }) },
      /^the mail template "reminders\.due" reads the field "itm", which its example does not have\. Did you mean "item"\?$/,
    ],
    [
      'a field without an example',
      { write: (values) => ({ subject: String((values as never)['owner']), text: 'x' }) },
      /reads the field "owner", which its example does not have\. Add it to the example\.$/,
    ],
    [
      'an error of two lines',
      {
        write: () => {
          throw new Error('one\ntwo');
        },
      },
      /cannot be rendered with its example: one Correct/,
    ],
  ])('has a problem, in one line: %s', (_what, changed, problem) => {
    expect(problemOf(changed)).toMatch(problem);
    expect(problemOf(changed)).not.toContain('\n');
  });
});
