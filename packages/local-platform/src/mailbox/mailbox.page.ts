import { html, liveCard, page, table, type Html } from '../pages/index.js';
import { type KeptMail, type MailSummary } from './kept-mail.js';

const SECTION = '/mailbox';

/** The list of mails. */
export function mailboxPage(mails: readonly MailSummary[]): string {
  const body = html`<div class="intro">
      <h1>Mailbox</h1>
      <p>Mails sent by the app. They are not delivered outside this machine.</p>
    </div>
    ${liveCard(
      'mails',
      'Mails',
      'newest first',
      table('List of mails', ['Subject', 'To', 'Received'], mails.map(row), 'No mail yet.'),
    )}`;
  return page({ title: 'Mailbox', body, section: SECTION, live: true });
}

/** The page for one mail. Its HTML is in a frame without scripts, requests and forms. */
export function mailPage(mail: KeptMail): string {
  const body = html`<div class="intro">
      <p><a href="/mailbox">Back to the mailbox</a></p>
      <h1>${mail.subject || '(no subject)'}</h1>
    </div>
    <section class="card" aria-label="Headers">
      <dl class="facts">
        <dt>From</dt>
        <dd>${mail.from}</dd>
        <dt>To</dt>
        <dd>${mail.to}</dd>
        <dt>Delivered to</dt>
        <dd>${mail.recipients.join(', ')}</dd>
        <dt>Received</dt>
        <dd>${time(mail.receivedAt)}</dd>
        ${
          mail.attachments.length > 0 &&
          html`<dt>Attachments</dt>
            <dd>
              ${mail.attachments.map(({ filename, bytes }) => `${filename} (${bytes} bytes)`).join(', ')}
            </dd>`
        }
      </dl>
    </section>
    ${mail.html !== undefined && frame(mail)}
    <section class="card" aria-labelledby="text">
      <header><h2 id="text">Text</h2></header>
      <pre class="mail-text">${mail.text}</pre>
    </section>`;
  return page({ title: mail.subject || 'Mail', body, section: SECTION });
}

const row = (mail: MailSummary): Html =>
  html`<tr>
    <td><a href="/mailbox/${mail.id}">${mail.subject || '(no subject)'}</a></td>
    <td>${mail.recipients.join(', ')}</td>
    <td>${time(mail.receivedAt)}</td>
  </tr>`;

const frame = (mail: KeptMail): Html =>
  html`<section class="card" aria-labelledby="html">
    <header><h2 id="html">HTML</h2></header>
    <iframe
      class="mail-html"
      title="HTML of the mail"
      sandbox=""
      referrerpolicy="no-referrer"
      width="100%"
      height="420"
      src="/mailbox/${mail.id}/html"
    ></iframe>
  </section>`;

const time = (at: number): Html => {
  const iso = new Date(at).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')} UTC</time>`;
};
