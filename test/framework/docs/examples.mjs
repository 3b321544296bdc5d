// Calls what the code of the pages makes of the app, in the profile that it runs in: what no command of a page calls.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** A route for the service of docs/getting-started.md, which the page leaves to the reader. */
export const DIGEST_FEATURE = {
  path: 'src/app/features/digest/digest.feature.ts',
  text: `import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Feature } from '../../../feature/index.js';
import { MailModule } from '../../../mail/index.js';
import { MondayModule } from '../../../monday/index.js';
import { SecureStorageModule, StorageModule } from '../../../storage/index.js';
import { Digest } from './digest.js';

@Controller('digest')
export class DigestController {
  constructor(private readonly digest: Digest) {}

  @Post(':board')
  @HttpCode(204)
  send(@Param('board') board: string): Promise<void> {
    return this.digest.send(board);
  }
}

@Feature({
  name: 'digest',
  imports: [MailModule, MondayModule, SecureStorageModule, StorageModule],
  controllers: [DigestController],
  providers: [Digest],
})
export class DigestFeature {}
`,
};

/** The app of a workspace, as its users and monday call it. */
export class Examples {
  constructor({ folder, ports }) {
    this.platform = `http://127.0.0.1:${ports.SANDBOX_PORT}`;
    this.app = `http://127.0.0.1:${ports.PORT}`;
    this.kit = createRequire(import.meta.url)(join(folder, 'dist/testing/index.js'));
  }

  async run() {
    const [user] = (await this.client().get(`${this.platform}/__sandbox/users`)).json();
    const http = await this.login(user);
    await this.sendDigests(http);
    await this.useReminders(http, user);
  }

  /** docs/getting-started.md: the first write of a row, and the next one with its version. */
  async sendDigests(http) {
    const id = await this.boardWithItems(http);
    for (const number of [1, 2]) {
      const sent = await http.post(`/digest/${id}`);
      assert.equal(sent.status, 204, `digest ${number}: ${sent.text}`);
      const row = (await http.get(`/storage/${encodeURIComponent(`digest/${id}`)}`)).json();
      assert.ok(row.value > 0, JSON.stringify(row));
    }
  }

  async boardWithItems(http) {
    for (const { id } of (await http.get('/monday/boards')).json().boards) {
      const { items } = (await http.get(`/monday/boards/${id}/items`)).json();
      if (items.length > 0) return id;
    }
    throw new Error('No board has items.');
  }

  /** docs/make-it-yours.md: a route of users and views, secrets, a trigger, a field and an event. */
  async useReminders(http, user) {
    const fields = { itemId: '8', date: '2030-02-01' };
    const { ok, requests } = await this.monday(user);
    await ok('blocks/remind', { inputFields: fields });
    const listed = (await http.get('/reminders')).json();
    assert.ok(listed.some(({ itemId }) => itemId === fields.itemId));
    const view = this.client(requests.viewSessionToken(user));
    assert.deepEqual((await view.get('/reminders')).json(), listed);
    assert.equal((await http.put('/reminders/key')).status, 204);
    await ok('triggers/reminded/subscribe', {});
    const { body } = await ok('fields/reminder-days', {});
    assert.equal(body.length, 3);
    await ok('lifecycle/install', {});
  }

  client(token) {
    return new this.kit.HttpClient(() => this.app, token ? { authorization: `Bearer ${token}` } : {});
  }

  async login({ id }) {
    const browser = this.client();
    const begun = await browser.get('/auth/login');
    const approved = await browser.get(begun.location, { query: { prompt: 'none', login_hint: id } });
    const callback = await browser.get(approved.location);
    assert.equal(callback.status, 200, callback.text);
    return this.client(callback.json().access_token);
  }

  async monday({ id: userId }) {
    const variables = await (await fetch(`${this.platform}/__sandbox/env`)).json();
    const requests = new this.kit.MondayRequests(() => ({
      url: this.app,
      clientId: variables.MONDAY_OAUTH_CLIENT_ID,
      clientSecret: variables.MONDAY_OAUTH_CLIENT_SECRET,
      signingSecret: variables.MONDAY_SIGNING_SECRET,
    }));
    const ok = async (path, body) => {
      const reply = await this.client().post(`${this.platform}/__sandbox/${path}`, { userId, ...body });
      const answer = reply.json();
      assert.equal(answer.status, 200, `${path}: ${reply.text}`);
      return answer;
    };
    return { requests, ok };
  }
}
