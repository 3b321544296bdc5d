import { Injectable } from '@nestjs/common';
import { html, page, type Html } from '../pages/index.js';
import { SandboxState, type User } from '../state/index.js';
import { hidden, problemNote } from './parts.js';

const ROLES: readonly (readonly [role: User['role'], name: string])[] = [
  ['admin', 'ADMIN'],
  ['member', 'MEMBER'],
  ['viewer', 'VIEW_ONLY'],
  ['guest', 'GUEST'],
];

/** The page of one user, to change. */
@Injectable()
export class UserPage {
  constructor(private readonly state: SandboxState) {}

  /** `undefined` if there is no such active user. @param problem why a change was refused */
  render(userId: string, problem?: string): string | undefined {
    const user = this.state.findUser(userId);
    if (!user) return undefined;
    const body = html`<div class="intro">
        <p><a href="/">All accounts</a></p>
        <h1>${user.name}</h1>
        <p>${this.state.accountOf(user).name}, <span class="mono small">${user.id}</span></p>
      </div>
      ${problemNote(problem)} ${forms(user)}`;
    return page({ title: user.name, body, section: '/' });
  }
}

const forms = (user: User): Html => {
  const fixed = hidden({ account: user.accountId, user: user.id });
  return html`<section class="card" aria-label="Changes">
    <form class="form padded" method="post" action="/accounts/change">
      ${fixed}
      <label>Name <input name="name" value="${user.name}" required autocomplete="off" /></label>
      <label
        >Email <input name="email" type="email" value="${user.email}" required autocomplete="off"
      /></label>
      <label>Title <input name="title" value="${user.title}" autocomplete="off" /></label>
      <div class="row-actions">
        <button class="button primary" name="change" value="edit-user">Save</button>
      </div>
    </form>
    <form class="form" method="post" action="/accounts/change">
      ${fixed}
      <label
        >Role
        <select name="role">
          ${ROLES.map(
            ([role, name]) =>
              html`<option value="${name}" ${role === user.role && html`selected`}>${role}</option>`,
          )}
        </select></label
      >
      <button class="button" name="change" value="set-role">Change role</button>
    </form>
    <form class="inline" method="post" action="/accounts/change">
      ${fixed}
      <button class="button quiet danger" name="change" value="deactivate-user">Deactivate</button>
    </form>
  </section>`;
};
