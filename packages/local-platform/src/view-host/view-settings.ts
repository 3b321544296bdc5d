import { Injectable } from '@nestjs/common';
import { Persistence } from 'monday-persistence';
import { fieldsOf, tryParseJson } from 'monday-persistence/json';
import { ViewFeed } from './view-feed.js';
import { ViewMessageError } from './view-host.errors.js';
import { placeOf, type View } from './view.js';

const MAX_CHARACTERS = 100_000;
const keyOf = (view: View): string => `view-settings/${placeOf(view)}`;

/** The settings of views, which those who look at the same place share. */
@Injectable()
export class ViewSettings {
  constructor(
    private readonly persistence: Persistence,
    private readonly feed: ViewFeed,
  ) {}

  async get(view: View): Promise<Readonly<Record<string, unknown>>> {
    const entry = await this.persistence.get(keyOf(view));
    return fieldsOf(entry && tryParseJson(entry.value));
  }

  /**
   * Changes some settings and keeps the others. Resolves to all of them.
   * @throws ViewMessageError for a user who only reads, and for what is no object
   */
  async merge(view: View, changes: unknown): Promise<Readonly<Record<string, unknown>>> {
    // INFER: whoever may not change a board may not change its views.
    if (view.user.role === 'viewer') throw new ViewMessageError('User unauthorized to perform action');
    if (typeof changes !== 'object' || changes === null || Array.isArray(changes)) {
      throw new ViewMessageError('Settings are an object.');
    }
    let settings: Readonly<Record<string, unknown>> = {};
    await this.persistence.update(keyOf(view), (entry) => {
      settings = { ...fieldsOf(entry && tryParseJson(entry.value)), ...changes };
      const value = JSON.stringify(settings);
      if (value.length > MAX_CHARACTERS) throw new ViewMessageError('The settings are too large.');
      return { value };
    });
    this.feed.settingsChanged(view, settings);
    return settings;
  }
}
