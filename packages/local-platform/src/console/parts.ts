import { html, type Html } from '../pages/index.js';
import { type User } from '../state/index.js';

/** A button that posts one value. */
export function postButton(action: string, name: string, value: string, label: string, about: string): Html {
  return html`<form method="post" action="${action}">
    <button class="button quiet" name="${name}" value="${value}" aria-label="${label}: ${about}">
      ${label}
    </button>
  </form>`;
}

const MAX_SHOWN = 300;

export function shortJson(value: unknown): string {
  const text = JSON.stringify(value) ?? '';
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

export function clock(at: Date): Html {
  const iso = at.toISOString();
  return html`<time datetime="${iso}">${iso.slice(11, 19)}</time>`;
}

export function statusBadge(status: number): Html {
  const tone =
    status >= 500 || status === 0 ? 'bad' : status >= 400 ? 'warn' : status >= 300 ? 'info' : 'good';
  return html`<span class="badge ${tone}">${status === 0 ? 'no answer' : status}</span>`;
}

/** Inputs of a form that the user does not see. */
export function hidden(values: Readonly<Record<string, string | number>>): Html {
  return html`${Object.entries(values).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  )}`;
}

/** Why a form was refused. */
export const problemNote = (problem: string | undefined): Html | false =>
  problem !== undefined && html`<p class="card note problem bad" role="alert">${problem}</p>`;

/** The user who makes changes: the chosen one, else the first admin. */
export function actingUser(users: readonly User[], chosen: string | undefined): User | undefined {
  return users.find(({ id }) => id === chosen) ?? users.find(({ role }) => role === 'admin') ?? users[0];
}
