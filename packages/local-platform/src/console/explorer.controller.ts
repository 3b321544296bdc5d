import { BadRequestException, Body, Controller, Get, HttpException, Post, Query, Res } from '@nestjs/common';
import { type Response } from 'express';
import { isObject } from 'monday-persistence/json';
import { SERVED_VERSIONS, UserCalls, type SchemaOutline } from '../graphql/index.js';
import { pageSecurity } from '../pages/index.js';
import { Latest, maskText, RequestLog } from '../requests/index.js';
import { SandboxState } from '../state/index.js';
import { ExplorerPage, type ExplorerInput, type ExplorerRun } from './explorer.page.js';
import { graphqlCallOf } from './graphql-call.js';

type Fields = Readonly<Record<string, unknown>>;

/** Kept in memory, each with up to a million characters of its answer. */
const SHOWN = 20;

/** The GraphQL explorer. */
@Controller('explorer')
export class ExplorerController {
  private readonly history = new Latest<ExplorerRun>(SHOWN);
  private lastId = 0;

  constructor(
    private readonly page: ExplorerPage,
    private readonly calls: UserCalls,
    private readonly requests: RequestLog,
    private readonly state: SandboxState,
  ) {}

  /** @param query `run`, a number of the history, or `request`, one of the list of requests */
  @Get()
  show(@Query() { run, request }: Fields, @Res() response: Response): void {
    const found = this.history.list().find(({ id }) => id === Number(run));
    const input = found ?? this.inputOf(Number(request)) ?? {};
    this.send(response, this.page.render(input, this.shownHistory(), found));
  }

  @Get('schema')
  async schema(@Query('version') version: unknown): Promise<SchemaOutline> {
    const known = SERVED_VERSIONS.find(({ value }) => value === version);
    if (!known) throw new BadRequestException('There is no such version.');
    return this.calls.outline(known.value);
  }

  @Post()
  async run(@Body() given: Fields = {}, @Res() response: Response): Promise<void> {
    const input: ExplorerInput = {
      query: textOf(given['query']),
      variables: textOf(given['variables']),
      userId: textOf(given['user']),
      version: textOf(given['version']),
    };
    try {
      const run = await this.answer(input);
      this.send(response, this.page.render(input, this.shownHistory(), run));
    } catch (error) {
      if (!(error instanceof HttpException || error instanceof SyntaxError)) throw error;
      this.send(response.status(400), this.page.render(input, this.shownHistory(), undefined, error.message));
    }
  }

  /** @throws SyntaxError | HttpException */
  private async answer(input: ExplorerInput): Promise<ExplorerRun> {
    const { query, version, userId } = input;
    const variables: unknown = input.variables.trim() === '' ? {} : JSON.parse(input.variables);
    if (!isObject(variables)) throw new BadRequestException('The variables are not an object of JSON.');
    const start = performance.now();
    const { body } = await this.calls.run(this.state.requireUser(userId), { query, variables, version });
    const milliseconds = performance.now() - start;
    this.lastId += 1;
    const answer = JSON.stringify(body, null, 2).slice(0, 1_000_000);
    const run = { ...input, id: this.lastId, answer, milliseconds };
    this.history.add(run);
    return run;
  }

  private inputOf(number: number): Partial<ExplorerInput> | undefined {
    const found = this.requests.find(number);
    const call = found && graphqlCallOf(found.path, found.exchange?.request.body.toString('utf8'));
    const shown = (text: string): string => maskText(text, []);
    return (
      call && { query: shown(call.query), variables: shown(JSON.stringify(call.variables ?? {}, null, 2)) }
    );
  }

  private shownHistory(): readonly ExplorerRun[] {
    return this.history.list();
  }

  private send(response: Response, document: string): void {
    response.set(pageSecurity([], true)).type('html').send(document);
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
