import { html, page } from '../pages/index.js';
import { PROVIDER_ACCOUNTS } from './provider-tokens.js';

/** Parameters of the authorize page that its form sends back. */
export const AUTHORIZE_FIELDS = ['client_id', 'redirect_uri', 'state'] as const;

/** The login page of the stand-in for a third party. */
export function providerLoginPage(parameters: Readonly<Record<string, unknown>>): string {
  const body = html`<form class="card dialog" method="post" action="/__sandbox/provider/oauth/authorize">
    <h1>Log in at the third party</h1>
    <p class="lead"><strong>${textIn(parameters['client_id'])}</strong> would like to act for you.</p>
    ${AUTHORIZE_FIELDS.map(
      (name) => html`<input type="hidden" name="${name}" value="${textIn(parameters[name])}" />`,
    )}
    <fieldset>
      <legend>Account</legend>
      ${PROVIDER_ACCOUNTS.map(
        ({ id, name }, index) =>
          html`<label class="choice">
            <input
              type="radio"
              name="account"
              value="${id}"
              required
              ${index === 0 && html`checked autofocus`}
            />
            <strong>${name}</strong>
          </label>`,
      )}
    </fieldset>
    <div class="actions">
      <button class="button primary" name="decision" value="approve">Approve</button>
      <button class="button" name="decision" value="deny">Deny</button>
    </div>
    <p class="hint">A stand-in for a third party on this machine. Nothing leaves it.</p>
  </form>`;
  return page({ title: 'Log in', body });
}

const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');
