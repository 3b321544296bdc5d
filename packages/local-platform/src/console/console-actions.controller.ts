import { BadRequestException, Body, Controller, HttpCode, Param, Post, Res } from '@nestjs/common';
import { type Response } from 'express';
import { fieldsOf } from 'monday-persistence/json';
import { faultPlan, PlannedFaults } from '../faults/index.js';
import { pageSecurity } from '../pages/index.js';
import { PushQueue } from '../sidecar/index.js';
import { SandboxSettings } from '../state/index.js';
import { AppDataClient } from './app-data.client.js';
import { FaultsPage } from './faults.page.js';

type Form = Readonly<Record<string, unknown>> | undefined;

const NUMBERS: ReadonlySet<string> = new Set(['share', 'count', 'latencyMs', 'retryAfterSeconds', 'status']);

/** Actions of the console's buttons. Each redirects back to its page. */
@Controller()
export class ConsoleActionsController {
  constructor(
    private readonly queue: PushQueue,
    private readonly app: AppDataClient,
    private readonly faults: PlannedFaults,
    private readonly settings: SandboxSettings,
    private readonly faultsPage: FaultsPage,
  ) {}

  @Post('queue/:owner/replay')
  async replayMessage(
    @Param('owner') owner: string,
    @Body() form: Form,
    @Res() response: Response,
  ): Promise<void> {
    await (owner === 'app' ? this.app : this.queue).replay(textOf(form, 'id'));
    response.redirect(303, '/queue');
  }

  @Post('queue/:owner/drop')
  async dropMessage(
    @Param('owner') owner: string,
    @Body() form: Form,
    @Res() response: Response,
  ): Promise<void> {
    await (owner === 'app' ? this.app : this.queue).drop(textOf(form, 'id'));
    response.redirect(303, '/queue');
  }

  /** The reply waits for the end of the job. A failure is in the log of the app. */
  @Post('jobs/run')
  async runJob(@Body() form: Form, @Res() response: Response): Promise<void> {
    const reply = await this.app.runJob(textOf(form, 'name')).catch(() => undefined);
    const { status } = fieldsOf(reply?.isSuccess ? reply.json() : undefined);
    const outcome = typeof status === 'string' ? status : 'failed';
    response.redirect(303, `/queue?job=${outcome}`);
  }

  @Post('faults')
  @HttpCode(303)
  addFault(@Body() form: Form, @Res() response: Response): void {
    try {
      this.faults.add(faultPlan(planOf(form)));
      response.redirect(303, '/faults');
    } catch (error) {
      if (!(error instanceof BadRequestException)) throw error;
      response
        .status(400)
        .set(pageSecurity([], true))
        .type('html')
        .send(this.faultsPage.render(error.message));
    }
  }

  @Post('faults/remove')
  removeFault(@Body() form: Form, @Res() response: Response): void {
    this.faults.remove(textOf(form, 'id'));
    response.redirect(303, '/faults');
  }

  @Post('limits')
  setLimits(@Body() form: Form, @Res() response: Response): void {
    this.settings.limits = textOf(form, 'enabled') === 'true';
    response.redirect(303, '/faults');
  }
}

function textOf(form: Form, name: string): string {
  const value = form?.[name];
  return typeof value === 'string' && !value.includes('\0') ? value : '';
}

/** A form sends every field, the empty ones too, and all of them as texts. */
function planOf(form: Form): Record<string, unknown> {
  const filled = Object.entries(form ?? {}).filter(([, value]) => value !== '');
  return Object.fromEntries(filled.map(([name, value]) => [name, NUMBERS.has(name) ? Number(value) : value]));
}
