import { Injectable } from '@nestjs/common';
import {
  type BoardGroup,
  BoardTables,
  type BoardTable,
  type BoardTableRow,
  PAGE_ROWS,
  type RowsShown,
} from '../graphql/index.js';
import { html, page, type Html } from '../pages/index.js';
import { SandboxState, type User } from '../state/index.js';
import { actingUser, hidden, problemNote } from './parts.js';

/** Who makes the changes of the page, and what is shown of the board. */
export interface BoardView extends RowsShown {
  /** Default: the first admin of the account. */
  readonly userId?: string;
  /** Why the API refused a change. */
  readonly problem?: string;
}

/** The page of one board, with its items, groups and columns to change. */
@Injectable()
export class BoardContentPage {
  constructor(
    private readonly state: SandboxState,
    private readonly boards: BoardTables,
  ) {}

  /** `undefined` if there is no such board. */
  render(boardId: number, view: BoardView): string | undefined {
    const found = this.boards.find(boardId, view);
    if (!found) return undefined;
    const { board } = found;
    const users = this.state.users(String(board.account_id));
    const user = actingUser(users, view.userId);
    const body = html`<div class="intro">
        <p><a href="/boards">All boards</a></p>
        <h1>${board.name}</h1>
        <p><span class="mono small">${board.id}</span></p>
      </div>
      ${problemNote(view.problem)} ${users.length > 0 && userForm(found, users, user)}
      ${tableCard(found, view, user)} ${addCard(found, user, this.boards.columnTypes())}
      ${columnsCard(found, user)} ${groupsCard(found, user)} ${boardCard(found, user)}`;
    return page({ title: board.name, body, section: '/boards', live: true });
  }
}

const fixed = ({ board }: BoardTable, user: User | undefined): Html =>
  hidden({ board: board.id, as: user?.id ?? '' });

const userForm = ({ board }: BoardTable, users: readonly User[], chosen: User | undefined): Html =>
  html`<form class="inline bare" method="get" action="/boards/${board.id}">
    <label
      >Changes are made by
      <select name="as">
        ${users.map(
          ({ id, name, role }) =>
            html`<option value="${id}" ${id === chosen?.id && html`selected`}>${name}, ${role}</option>`,
        )}
      </select></label
    >
    <button class="button quiet">Change user</button>
  </form>`;

function tableCard(found: BoardTable, { groupId, offset }: BoardView, user: User | undefined): Html {
  const { board, columns, groups } = found;
  return html`<section class="card" data-live aria-labelledby="items">
    <header>
      <h2 id="items">Items</h2>
      ${groupId !== undefined && html`<a class="small" href="/boards/${board.id}">All groups</a>`}
    </header>
    <div class="scroll" role="region" aria-label="Items of ${board.name}" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">Item</th>
            ${columns.map(
              ({ title, type }) =>
                html`<th scope="col" ${type === 'numbers' && html`class="number"`}>${title}</th>`,
            )}
            <th scope="col" class="number">Id</th>
          </tr>
        </thead>
        <tbody>
          ${groups.map((group) => groupRows(found, group, { groupId, offset, user }))}
        </tbody>
      </table>
    </div>
    ${groups.length === 0 && html`<p class="empty">No groups.</p>`}
  </section>`;
}

interface Shown {
  readonly groupId?: string;
  readonly offset: number;
  readonly user: User | undefined;
}

function groupRows({ board, columns }: BoardTable, { group, count, rows }: BoardGroup, shown: Shown): Html {
  const as = shown.user ? `&as=${shown.user.id}` : '';
  const link = (offset: number, text: string): Html =>
    html`<a class="small" href="/boards/${board.id}?group=${group.id}&offset=${offset}${as}">${text}</a>`;
  const before = shown.groupId === undefined ? -1 : shown.offset - PAGE_ROWS;
  const after = shown.groupId === undefined ? 0 : shown.offset + PAGE_ROWS;
  const hasMore = shown.groupId === undefined ? count > rows.length : after < count;
  return html`<tr class="group">
      <th colspan="${columns.length + 2}" scope="rowgroup">
        <svg class="swatch" viewBox="0 0 10 10" aria-hidden="true">
          <rect width="10" height="10" rx="3" fill="${group.color}" /></svg
        >${group.title} <span class="muted small">${count}</span>
      </th>
    </tr>
    ${rows.map((row) => itemRow(board.id, row, as))}
    ${
      (hasMore || before >= 0) &&
      html`<tr>
        <td colspan="${columns.length + 2}">
          ${before >= 0 && link(before, 'Previous items')}
          ${hasMore && link(after, moreText(shown, count, group.title))}
        </td>
      </tr>`
    }`;
}

const moreText = ({ groupId }: Shown, count: number, title: string): string =>
  groupId === undefined ? `All ${count} items of ${title}` : 'Next items';

const itemRow = (boardId: number, { id, name, cells }: BoardTableRow, as: string): Html =>
  html`<tr>
    <th scope="row"><a href="/boards/${boardId}/items/${id}${as.replace('&', '?')}">${name}</a></th>
    ${cells.map(
      (cell) => html`<td ${cell.column.type === 'numbers' && html`class="number"`}>${cellText(cell)}</td>`,
    )}
    <td class="number mono muted small">${id}</td>
  </tr>`;

function cellText({ column, text, value }: BoardTableRow['cells'][number]): Html | string {
  if (column.type !== 'status' || text === '') return text.length > 120 ? `${text.slice(0, 120)}…` : text;
  return html`<span class="badge ${TONES[(value as { index: number }).index] ?? ''}">${text}</span>`;
}

/** monday's own colours of these indexes: orange, green, red, grey. */
const TONES: Readonly<Record<number, string>> = { 0: 'warn', 1: 'good', 2: 'bad' };

const groupOptions = ({ groups }: BoardTable, chosen?: string): Html[] =>
  groups.map(
    ({ group }) =>
      html`<option value="${group.id}" ${group.id === chosen && html`selected`}>${group.title}</option>`,
  );

function addCard(found: BoardTable, user: User | undefined, types: readonly string[]): Html {
  const form = (content: Html): Html =>
    html`<form class="form" method="post" action="/boards/change">${fixed(found, user)} ${content}</form>`;
  return html`<section class="card" aria-labelledby="add">
    <header><h2 id="add">Add</h2></header>
    ${
      found.groups.length > 0 &&
      form(
        html`<label>New item <input name="name" required maxlength="255" autocomplete="off" /></label>
          <label
            >Group of the item
            <select name="group">
              ${groupOptions(found)}
            </select></label
          >
          <button class="button" name="change" value="create-item">Add item</button>`,
      )
    }
    ${form(
      html`<label>New group <input name="name" required maxlength="255" autocomplete="off" /></label>
        <button class="button" name="change" value="create-group">Add group</button>`,
    )}
    ${form(
      html`<label>New column <input name="name" required maxlength="255" autocomplete="off" /></label>
        <label
          >Type of the column
          <select name="type">
            ${types.map((type) => html`<option ${type === 'text' && html`selected`}>${type}</option>`)}
          </select></label
        >
        <button class="button" name="change" value="create-column">Add column</button>`,
    )}
  </section>`;
}

function columnsCard(found: BoardTable, user: User | undefined): Html | false {
  const { columns } = found;
  if (columns.length === 0) return false;
  return html`<details class="card section">
    <summary><h2>Columns</h2></summary>
    ${columns.map(
      ({ id, title, type }) =>
        html`<form class="form line" method="post" action="/boards/change">
          ${fixed(found, user)} ${hidden({ column: id })}
          <label
            >Title of ${id}, ${type}
            <input name="name" value="${title}" required maxlength="255" autocomplete="off"
          /></label>
          <div class="row-actions">
            <button
              class="button quiet"
              name="change"
              value="rename-column"
              aria-label="Rename column ${title}"
            >
              Rename
            </button>
            <button
              class="button quiet danger"
              name="change"
              value="delete-column"
              aria-label="Delete column ${title}"
            >
              Delete
            </button>
          </div>
        </form>`,
    )}
  </details>`;
}

function groupsCard(found: BoardTable, user: User | undefined): Html | false {
  const { groups } = found;
  if (groups.length === 0) return false;
  return html`<details class="card section">
    <summary><h2>Groups</h2></summary>
    ${groups.map(({ group: { id, title } }, index) => {
      const above = groups[index - 1]?.group.id;
      return html`<form class="form line" method="post" action="/boards/change">
        ${fixed(found, user)} ${hidden({ group: id, other: above ?? '' })}
        <label
          >Title of ${id} <input name="name" value="${title}" required maxlength="255" autocomplete="off"
        /></label>
        <div class="row-actions">
          <button class="button quiet" name="change" value="rename-group" aria-label="Rename group ${title}">
            Rename
          </button>
          ${
            above !== undefined &&
            html`<button
              class="button quiet"
              name="change"
              value="move-group-before"
              aria-label="Move up group ${title}"
            >
              Move up
            </button>`
          }
          <button
            class="button quiet danger"
            name="change"
            value="delete-group"
            aria-label="Delete group ${title}"
          >
            Delete
          </button>
        </div>
      </form>`;
    })}
  </details>`;
}

const boardCard = (found: BoardTable, user: User | undefined): Html =>
  html`<details class="card section">
    <summary><h2>Board</h2></summary>
    <form class="form line" method="post" action="/boards/change">
      ${fixed(found, user)}
      <label
        >Name of the board
        <input name="name" value="${found.board.name}" required maxlength="255" autocomplete="off"
      /></label>
      <div class="row-actions">
        <button class="button quiet" name="change" value="rename-board">Rename board</button>
        <button class="button quiet danger" name="change" value="delete-board">Delete board</button>
      </div>
    </form>
  </details>`;
