import { html, NamedMailTemplate } from '#app/mail/index.js';

export const NUDGE_MAIL = new NamedMailTemplate({
  name: 'nudges.overdue',
  example: { item: '7', days: 3 },
  write: ({ item, days }) => ({
    subject: `Item ${item} is overdue`,
    html: html`<p>Item <b>${item}</b> is overdue for ${days} days.</p>`,
  }),
});
