import { checkMail } from './check-mail.js';
import { MailTemplate } from './mail-template.js';

describe('MailTemplate', () => {
  it('fills its places and makes the text from the HTML', () => {
    const template = new MailTemplate({ subject: 'Hello {{name}}', html: '<p>Hello <b>{{ name }}</b></p>' });
    expect(template.fill({ name: 'Ada' })).toEqual({
      subject: 'Hello Ada',
      html: '<p>Hello <b>Ada</b></p>',
      text: 'Hello Ada',
    });
  });

  it('escapes what is put into HTML, and nothing else', () => {
    const name = `<img src=x onerror="alert('&')">`;
    const filled = new MailTemplate({
      subject: '{{name}}',
      text: '{{name}}',
      html: '<p title="{{name}}">{{name}}</p>',
    }).fill({ name });
    const escaped = '&lt;img src=x onerror=&quot;alert(&#39;&amp;&#39;)&quot;&gt;';
    expect(filled).toEqual({ subject: name, text: name, html: `<p title="${escaped}">${escaped}</p>` });
  });

  it('keeps values that look like tags in the text that it makes', () => {
    const { text } = new MailTemplate({ html: '<p>{{code}}</p>' }).fill({ code: 'a <b> & c' });
    expect(text).toBe('a <b> & c');
  });

  it('puts in as it is only what the template asks for', () => {
    const template = new MailTemplate({ html: '<div>{{{body}}}{{body}}</div>' });
    expect(template.fill({ body: '<i>x</i>' }).html).toBe('<div><i>x</i>&lt;i&gt;x&lt;/i&gt;</div>');
  });

  it('does not look for places in what it was filled with', () => {
    const template = new MailTemplate({ text: '{{a}} {{b}}' });
    expect(template.fill({ a: '{{b}}', b: '$& $1' }).text).toBe('{{b}} $& $1');
  });

  it('lets no value add a line to the subject', () => {
    const template = new MailTemplate({ subject: 'For {{name}}', text: 'x' });
    expect(template.fill({ name: 'a\r\nBcc: b@example.com' }).subject).toBe('For a Bcc: b@example.com');
  });

  it.each(['missing', 'constructor', '__proto__', 'toString'])('refuses to leave {{%s}} empty', (name) => {
    expect(() => new MailTemplate({ text: `{{${name}}}` }).fill({})).toThrow(`no value for "${name}"`);
  });

  it('needs text or HTML', () => {
    expect(() => new MailTemplate({ subject: 'x' })).toThrow('neither text nor html');
  });

  it('is checked like any other mail', () => {
    const template = new MailTemplate({ subject: 'Hello {{name}}', html: '<p>{{name}}</p>' });
    const mail = { to: 'a@example.com', template, values: { name: 'Ada' } };
    expect(checkMail(mail)).toEqual({
      to: ['a@example.com'],
      subject: 'Hello Ada',
      text: 'Ada',
      html: '<p>Ada</p>',
    });
    expect(checkMail({ ...mail, subject: 'Own' }).subject).toBe('Own');
    const without = new MailTemplate({ text: 'x' });
    expect(() => checkMail({ to: 'a@example.com', template: without })).toThrow('subject');
  });
});
