import { BadRequestException, Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { type Response } from 'express';
import { fieldsOf, isObject } from 'monday-persistence/json';
import { BlockRunner, EventSender, LifecycleSender, type BlockRunOptions } from '../blocks/index.js';
import { pageSecurity } from '../pages/index.js';
import { DeliveryLog } from '../requests/index.js';
import { SandboxState } from '../state/index.js';
import { pathOf, RunFormPage, type RunForm } from './run-form.page.js';
import { RunListPage } from './run-list.page.js';
import { BLOCK_KINDS, EVENT_KINDS, inputValues, type RunKind } from './runnable.js';

type Fields = Readonly<Record<string, unknown>>;

const NAME = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/;
/** An absolute path of the app; a second slash could address another host. */
const PATH = /^\/(?!\/)[A-Za-z0-9\-._~%/:@]{0,500}$/;
const KINDS: readonly RunKind[] = [...BLOCK_KINDS, ...EVENT_KINDS];

/** The pages that send blocks and events to the app. */
@Controller('run')
export class RunController {
  constructor(
    private readonly list: RunListPage,
    private readonly form: RunFormPage,
    private readonly blocks: BlockRunner,
    private readonly events: EventSender,
    private readonly lifecycle: LifecycleSender,
    private readonly deliveries: DeliveryLog,
    private readonly state: SandboxState,
  ) {}

  @Get()
  async showList(@Res() response: Response): Promise<void> {
    send(response, await this.list.render());
  }

  @Get('form')
  async showChosen(@Query() { kind, name }: Fields, @Res() response: Response): Promise<void> {
    send(response, this.form.render(await this.formOf(kind, name)));
  }

  @Get(':kind/:name')
  async show(
    @Param('kind') kind: string,
    @Param('name') name: string,
    @Res() response: Response,
  ): Promise<void> {
    send(response, this.form.render(await this.formOf(kind, name)));
  }

  /** Sends it, and shows the request with the app's answer. */
  @Post()
  async run(@Body() given: Fields = {}, @Res() response: Response): Promise<void> {
    const form = await this.formOf(given['kind'], given['name']);
    try {
      await this.send(form, given);
    } catch (error) {
      if (!(error instanceof SyntaxError || error instanceof BadRequestException)) throw error;
      send(response.status(400), this.form.render({ ...form, given, problem: error.message }));
      return;
    }
    const [newest] = this.deliveries.newest();
    response.redirect(303, newest ? `/requests/sent/${newest.number}` : '/requests');
  }

  /** @throws BadRequestException */
  private async formOf(kind: unknown, name: unknown): Promise<RunForm> {
    const known = KINDS.find((each) => each === kind);
    if (!known || typeof name !== 'string' || !NAME.test(name)) {
      throw new BadRequestException('There is nothing of this kind and name.');
    }
    const runnables = await this.list.runnables();
    const runnable = runnables.find((each) => each.kind === known && each.name === name);
    return { kind: known, name, ...(runnable && { runnable }) };
  }

  private async send(form: RunForm, given: Fields): Promise<void> {
    const { kind, name, runnable } = form;
    const { webhook } = given;
    const userId = typeof given['user'] === 'string' ? given['user'] : this.state.firstUser().id;
    const inputs = runnable?.inputs ?? [];
    const data =
      inputs.length > 0 ? inputValues(inputs, (key) => given[`input.${key}`]) : jsonOf(given['data']);
    const options: BlockRunOptions = {
      userId,
      path: readPath(given['path'], pathOf(form)),
      inputFields: data,
      async: given['async'] === 'true',
      bearer: given['bearer'] === 'true',
    };
    const user = this.state.requireUser(userId);
    switch (kind) {
      case 'action':
        await this.blocks.action(name, options);
        return;
      case 'trigger':
        if (typeof webhook === 'string') await this.blocks.unsubscribe(name, webhook, options);
        else await this.blocks.subscribe(name, options);
        return;
      case 'field':
        await this.blocks.field(name, options);
        return;
      case 'webhook':
        await this.events.webhook(name, user, data, options);
        return;
      case 'lifecycle':
        await this.lifecycle.send(name, user, { ...options, data });
        return;
      case 'feature':
        await this.events.feature(name, user, { ...options, payload: data });
    }
  }
}

/** @throws SyntaxError | BadRequestException */
function jsonOf(text: unknown): Record<string, unknown> {
  if (typeof text !== 'string' || text.trim() === '') return {};
  const value: unknown = JSON.parse(text);
  if (!isObject(value)) throw new BadRequestException('The input is not an object of JSON.');
  return fieldsOf(value);
}

/** @throws BadRequestException */
function readPath(path: unknown, usual: string): string {
  if (path === undefined || path === '') return usual;
  if (typeof path === 'string' && PATH.test(path)) return path;
  throw new BadRequestException('The path must be one of the app, such as /monday/run.');
}

function send(response: Response, document: string): void {
  response.set(pageSecurity([], true)).type('html').send(document);
}
