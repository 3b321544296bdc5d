import { Injectable } from '@nestjs/common';
import { BoardTables, type ItemForm, type ItemInput } from '../graphql/index.js';
import { html, page, type Html } from '../pages/index.js';
import { SandboxState } from '../state/index.js';
import { actingUser, hidden, problemNote } from './parts.js';

/** The page of one item, with all its values to change. */
@Injectable()
export class ItemPage {
  constructor(
    private readonly state: SandboxState,
    private readonly boards: BoardTables,
  ) {}

  /** `undefined` if there is no such item. @param problem why the API refused a change */
  render(boardId: number, itemId: number, userId?: string, problem?: string): string | undefined {
    const form = this.boards.item(boardId, itemId);
    if (!form) return undefined;
    const { board, item } = form;
    const user = actingUser(this.state.users(String(board.account_id)), userId);
    const fixed = hidden({ board: boardId, item: itemId, as: user?.id ?? '' });
    const body = html`<div class="intro">
        <p><a href="/boards/${boardId}${user && html`?as=${user.id}`}">Back to ${board.name}</a></p>
        <h1>${item.name}</h1>
        <p><span class="mono small">${itemId}</span>${user && html`, changes are made by ${user.name}`}</p>
      </div>
      ${problemNote(problem)} ${valuesCard(form, fixed)} ${placeCard(form, fixed)}`;
    return page({ title: item.name, body, section: '/boards' });
  }
}

const valuesCard = ({ item, inputs }: ItemForm, fixed: Html): Html =>
  html`<section class="card" aria-labelledby="values">
    <header>
      <h2 id="values">Values</h2>
      <span class="muted small">each value that differs is one change; without a text form it is JSON</span>
    </header>
    <form class="form" method="post" action="/boards/values">
      ${fixed}
      <label
        >Name <input name="name" value="${item.name}" required maxlength="255" autocomplete="off"
      /></label>
      ${inputs.map(input)}
      <div class="row-actions"><button class="button primary">Save</button></div>
    </form>
  </section>`;

function input({ column, kind, value, labels }: ItemInput): Html {
  const name = `value.${column.id}`;
  const label = html`${column.title}
    <span class="muted small">${column.type}${kind === 'json' && ', JSON'}</span>`;
  if (kind === 'none') return html`<label>${label} <input value="${value}" readonly /></label>`;
  if (kind !== 'label') {
    return html`<label class="${kind === 'json' && 'mono'}"
      >${label} <input name="${name}" value="${value}" autocomplete="off"
    /></label>`;
  }
  const all = labels.includes(value) ? labels : [value, ...labels];
  return html`<label
    >${label}
    <select name="${name}">
      ${['', ...all.filter(Boolean)].map((each) => html`<option ${each === value && html`selected`}>${each}</option>`)}
    </select></label
  >`;
}

const placeCard = ({ item, groups }: ItemForm, fixed: Html): Html =>
  html`<section class="card" aria-labelledby="place">
    <header><h2 id="place">Place</h2></header>
    <form class="form" method="post" action="/boards/change">
      ${fixed}
      <label
        >Group
        <select name="group">
          ${groups.map(
            ({ id, key, title }) =>
              html`<option value="${id}" ${key === item.group_key && html`selected`}>${title}</option>`,
          )}
        </select></label
      >
      <button class="button" name="change" value="move-item">Move to the group</button>
    </form>
    <form class="form" method="post" action="/boards/change">
      ${fixed}
      <label
        >Id of another item <input name="other" inputmode="numeric" required pattern="[0-9]{1,16}"
      /></label>
      <button class="button" name="change" value="place-item-before">Move before it</button>
    </form>
    <form class="inline" method="post" action="/boards/change">
      ${fixed}
      <button class="button quiet" name="change" value="duplicate-item">Duplicate</button>
      <button class="button quiet" name="change" value="archive-item">Archive</button>
      <button class="button quiet danger" name="change" value="delete-item">Delete item</button>
    </form>
  </section>`;
