import { Injectable } from '@nestjs/common';
import { Clock } from 'monday-persistence/clock';
import { PlatformDatabase } from '../database/index.js';
import {
  APP_ID,
  APP_VERSION_ID,
  findSubscription,
  SandboxSettings,
  subscriptionClaim,
  type User,
} from '../state/index.js';
import { ViewBoards } from './view-boards.js';
import { instanceIdOf, VIEW_FEATURES, VIEW_KINDS, type View } from './view.js';

const FEATURE_ID = 10_000_100;
const NO_WORKSPACE = -1;

/** Builds the context of a view (docs/monday-platform.md#board-views). */
@Injectable()
export class ViewContext {
  constructor(
    private readonly settings: SandboxSettings,
    private readonly database: PlatformDatabase,
    private readonly clock: Clock,
    private readonly boards: ViewBoards,
  ) {}

  /** What `monday.get("context")` returns. @throws ViewMessageError */
  async of(view: View): Promise<object> {
    return { ...this.base(view), ...(await this.place(view)) };
  }

  private base({ user, theme, kind }: View): object {
    const { scopes } = this.settings.declaration;
    return {
      themeConfig: null,
      theme,
      account: { id: user.accountId },
      user: userOf(user),
      region: 'use1',
      productKind: 'core',
      app: { id: APP_ID, clientId: this.settings.app.clientId },
      appVersion: {
        id: APP_VERSION_ID,
        name: 'local',
        status: 'draft',
        type: 'major',
        versionData: { major: 1, minor: 0, patch: 0, number: 1, type: 'major', displayNumber: 'v1' },
        mondayCodeHostingUrl: this.settings.appUrl,
      },
      appFeature: { type: VIEW_FEATURES[kind], name: VIEW_KINDS[kind] },
      appFeatureId: FEATURE_ID,
      permissions: { approvedScopes: scopes, requiredScopes: scopes },
      ...this.subscriptionOf(user),
    };
  }

  private async place(view: View): Promise<object> {
    const { kind, user, boardId } = view;
    if (kind === 'settings_view' || boardId === undefined) return {};
    const board = await this.boards.find(user, boardId);
    const instance = { instanceId: instanceIdOf(view), instanceType: kind };
    const onBoard = {
      boardId,
      boardIds: [boardId],
      workspaceId: Number(board?.workspace_id ?? NO_WORKSPACE),
    };
    switch (kind) {
      case 'board_view':
        return {
          ...onBoard,
          boardViewId: instance.instanceId,
          viewMode: view.isSplit ? 'split' : 'fullScreen',
          ...instance,
        };
      case 'item_view':
        return { ...onBoard, itemId: view.itemId, ...instance };
      case 'dashboard_widget':
        return {
          boardIds: [boardId],
          widgetId: instance.instanceId,
          viewMode: 'widget',
          editMode: view.isEditing,
          ...instance,
        };
      case 'object_view':
        return {
          ...onBoard,
          ...instance,
          isFullScreen: false,
          isPresentingMode: false,
          objectPermissions: user.role === 'viewer' ? 'view' : 'edit',
          isFirstLevelControlPinned: true,
          isSlidePanelOpen: false,
          boardLoadingState: 10,
        };
    }
  }

  private subscriptionOf({ accountId }: User): object {
    const now = this.clock.now();
    const row = findSubscription(this.database, Number(accountId), now);
    return row ? { subscription: { ...subscriptionClaim(row, now), max_units: row.max_units } } : {};
  }
}

const userOf = ({ id, role }: User): object => ({
  id,
  isAdmin: role === 'admin',
  isGuest: role === 'guest',
  isViewOnly: role === 'viewer',
  countryCode: 'US',
  currentLanguage: 'en',
  timeFormat: '24H',
  timeZoneOffset: 0,
});
