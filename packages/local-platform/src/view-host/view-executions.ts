import { Injectable } from '@nestjs/common';
import { fieldsOf } from 'monday-persistence/json';
import { ViewBoards } from './view-boards.js';
import { textOfValue } from './text-of-value.js';
import { ViewMessageError } from './view-host.errors.js';
import { type View } from './view.js';

/** What the host's page shows because of a message. */
export type Shown = { readonly kind: string } & Readonly<Record<string, unknown>>;

/** The answer to a message. */
export interface ViewAnswer {
  /** The `data` of the reply; `undefined` if what is shown replies when the user has chosen. */
  readonly data?: unknown;
  readonly show?: Shown;
}

/** A timer of a browser ends at once beyond this. */
const MAX_TIMER_MS = 2 ** 31 - 1;

type Params = Readonly<Record<string, unknown>>;

const DONE = { success: true };
/** Only reported to monday. The SDK itself sends `track` and `reportTime`. */
const REPORTS: readonly string[] = ['valueCreatedForUser', 'track', 'reportTime'];
/** Actions of features that are no views: docs, updates, and columns. */
const ELSEWHERE: readonly string[] = [
  'addDocBlock',
  'addMultiBlocks',
  'addMultiBlocksFromHtml',
  'attachExtensionsToColumn',
  'closeDialog',
  'closeDocModal',
  'detachExtensionsToColumn',
  'moveToNextSelectedTextualBlock',
  'moveToPrevSelectedTextualBlock',
  'openAppOnFirstTextualSelectedBlock',
  'replaceHighlightText',
  'updateDocBlock',
  'updatePostContentAction',
];

/** `monday.execute`: what the view asks monday's page to do (docs/monday-platform.md#board-views). */
@Injectable()
export class ViewExecutions {
  constructor(private readonly boards: ViewBoards) {}

  /** `undefined` for an unknown type. @throws ViewMessageError */
  async answer(view: View, type: string, given: unknown): Promise<ViewAnswer | undefined> {
    const params = fieldsOf(given);
    if (REPORTS.includes(type)) return { data: DONE };
    if (ELSEWHERE.includes(type)) {
      throw new ViewMessageError(`${type} is not available in a view of this kind.`);
    }
    switch (type) {
      case 'notice':
        return { data: DONE, show: noticeOf(params) };
      case 'confirm':
        return { show: confirmationOf(params) };
      case 'openItemCard':
        return { data: DONE, show: await this.itemCard(view, params) };
      case 'openCreateItemDialog':
        return { show: { kind: 'create-item', boards: await this.boardsFor(view, params) } };
      case 'openFilesDialog':
        return {
          data: DONE,
          show: { kind: 'file', ...(await this.boards.asset(view.user, idIn(params, 'assetId'))) },
        };
      case 'triggerFilesUpload':
        return {
          show: { kind: 'upload', itemId: idIn(params, 'itemId'), columnId: textIn(params, 'columnId') },
        };
      case 'openAppFeatureModal':
        return { show: modalOf(view, params) };
      case 'closeAppFeatureModal':
        return { data: DONE, show: { kind: 'close-modal' } };
      case 'openLinkInTab':
        return { data: DONE, show: { kind: 'link', url: linkOf(textIn(params, 'url')) } };
      case 'openSettings':
      case 'closeSettings':
        return { data: DONE, show: { kind: type === 'openSettings' ? 'settings' : 'close-settings' } };
      case 'openPlanSelection':
        return { data: DONE, show: { kind: 'plans', planId: params['selectedPlanId'] ?? null } };
      case 'openAppRatingPopup':
        return {
          data: DONE,
          show: {
            kind: 'notice',
            message: 'monday would ask for a rating here.',
            type: 'info',
            timeout: 5_000,
          },
        };
      default:
        return undefined;
    }
  }

  private async itemCard(view: View, params: Params): Promise<Shown> {
    const card = await this.boards.card(view.user, idIn(params, 'itemId'));
    if (!card) throw new ViewMessageError('Item not found');
    return { kind: 'item', part: params['kind'] === 'updates' ? 'updates' : 'columns', card };
  }

  private async boardsFor(view: View, { boardId, boardIds }: Params): Promise<readonly object[]> {
    const ids = (Array.isArray(boardIds) ? boardIds : [boardId ?? view.boardId]).map(textOfValue);
    const found = (await this.boards.list(view.user)).filter(({ id }) => ids.includes(id));
    if (found.length === 0) throw new ViewMessageError('Board not found');
    return found.map(({ id, name }) => ({ id, name }));
  }
}

function noticeOf(params: Params): Shown {
  const { type, timeout } = params;
  return {
    kind: 'notice',
    message: textIn(params, 'message'),
    type: type === 'success' || type === 'error' ? type : 'info',
    timeout: typeof timeout === 'number' && timeout > 0 ? Math.min(timeout, MAX_TIMER_MS) : 5_000,
  };
}

function confirmationOf(params: Params): Shown {
  const { confirmButton, cancelButton, excludeCancelButton } = params;
  return {
    kind: 'confirm',
    message: textIn(params, 'message'),
    confirmButton: typeof confirmButton === 'string' ? confirmButton : 'OK',
    cancelButton: typeof cancelButton === 'string' ? cancelButton : 'Cancel',
    excludeCancelButton: excludeCancelButton === true,
  };
}

/** A page of the view opens in a frame; another origin may not be framed here, and opens in a tab. */
function modalOf({ address }: View, params: Params): Shown {
  const { url, urlPath, urlParams, width, height } = params;
  const target = new URL(typeof url === 'string' ? linkOf(url) : address);
  if (typeof url !== 'string' && typeof urlPath === 'string') {
    target.pathname = `${address.pathname.replace(/\/$/, '')}/${urlPath.replace(/^\//, '')}`;
  }
  for (const [name, value] of Object.entries(fieldsOf(urlParams)))
    target.searchParams.set(name, textOfValue(value));
  return {
    kind: 'modal',
    url: target.href,
    isFramed: target.origin === address.origin,
    width: lengthOf(width),
    height: lengthOf(height),
  };
}

const lengthOf = (value: unknown): string | null =>
  typeof value === 'string' && /^\d{2,4}(?:px|vw|vh|%)$/.test(value) ? value : null;

/** @throws ViewMessageError for another scheme, such as `javascript:` */
function linkOf(url: string): string {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url))
    throw new ViewMessageError('url must be an http or https URL.');
  return url;
}

function textIn(params: Params, name: string): string {
  const value = params[name];
  if (typeof value !== 'string' || value === '') throw new ViewMessageError(`${name} must be a text.`);
  return value;
}

function idIn(params: Params, name: string): number {
  const id = Number(textOfValue(params[name]));
  if (!Number.isSafeInteger(id) || id < 1) throw new ViewMessageError(`${name} must be an id.`);
  return id;
}
