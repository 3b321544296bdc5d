import { Injectable } from '@nestjs/common';
import { type Scope } from 'monday-persistence/configuration';
import { html, page, type Html } from '../pages/index.js';
import { SandboxState, SCOPE_TEXTS, type User } from '../state/index.js';
import {
  AUTHORIZE_PARAMETERS,
  type AuthorizeParameters,
  type AuthorizeRequest,
} from './authorize-request.js';

/** The page on which the developer selects a user and approves or denies access. */
@Injectable()
export class ConsentPage {
  constructor(private readonly state: SandboxState) {}

  /** @param users selectable users, at least one */
  render(parameters: AuthorizeParameters, request: AuthorizeRequest, users: readonly User[]): string {
    const chosen = users.find(({ id }) => id === request.loginHint) ?? users[0];
    const body = html`<form class="card dialog consent" method="post" action="/oauth2/authorize">
      <h1>Connect to your account</h1>
      <p class="lead">
        <strong>${parameters.client_id}</strong> would like to act for you. You return to
        <code>${new URL(request.redirectUri).host}</code>.
      </p>
      ${hiddenFields(parameters)} ${this.accountChoices(users, chosen)} ${scopeList(request.scopes)}
      <div class="actions">
        <button class="button primary" name="decision" value="approve">Approve</button>
        <button class="button" name="decision" value="deny">Deny</button>
      </div>
      <p class="hint">A stand-in for monday on this machine. Nothing leaves it.</p>
    </form>`;
    return page({ title: 'Connect', body });
  }

  private accountChoices(users: readonly User[], chosen: User | undefined): Html[] {
    return this.state
      .accounts()
      .map((account) => ({ account, members: users.filter((user) => user.accountId === account.id) }))
      .filter(({ members }) => members.length > 0)
      .map(
        ({ account, members }) =>
          html`<fieldset>
            <legend>${account.name} <span class="muted">${account.slug}</span></legend>
            ${members.map((user) => choice(user, user === chosen))}
          </fieldset>`,
      );
  }
}

const choice = (user: User, isChosen: boolean): Html =>
  html`<label class="choice">
    <input type="radio" name="user_id" value="${user.id}" required ${isChosen && html`checked autofocus`} />
    <span class="who"><strong>${user.name}</strong><span class="muted">${user.email}</span></span>
    <span class="badge ${user.role}">${user.role}</span>
  </label>`;

const hiddenFields = (parameters: AuthorizeParameters): Html[] =>
  AUTHORIZE_PARAMETERS.filter((name) => parameters[name] !== undefined).map(
    (name) => html`<input type="hidden" name="${name}" value="${parameters[name]}" />`,
  );

const scopeList = (scopes: readonly string[]): Html =>
  html`<details class="scopes" ${scopes.length <= 6 && html`open`}>
    <summary>What it may do <span class="muted">${scopes.length} scopes</span></summary>
    <dl>
      ${scopes.map(
        (scope) =>
          html`<div>
            <dt><code>${scope}</code></dt>
            <dd>${SCOPE_TEXTS[scope as Scope]}</dd>
          </div>`,
      )}
    </dl>
  </details>`;
