import { BadGatewayException, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { type Response } from 'express';
import { HttpRequestError } from 'monday-persistence/http-client';
import { AppDataClient, type AppJob } from './app-data.client.js';

/** The scheduled jobs of the app, for commands and scripts. */
@Controller('__sandbox/cron')
export class JobsController {
  constructor(private readonly app: AppDataClient) {}

  /** Empty if the app does not say. */
  @Get()
  async list(): Promise<readonly AppJob[]> {
    return (await this.app.jobs()) ?? [];
  }

  /** Runs a job, and replies as the app does. */
  @Post(':name')
  async run(@Param('name') name: string, @Res() response: Response): Promise<void> {
    try {
      const reply = await this.app.runJob(name);
      response.status(reply.status).type('json').send(reply.text());
    } catch (error) {
      if (!(error instanceof HttpRequestError)) throw error;
      throw new BadGatewayException('The app does not answer. Is it running?');
    }
  }
}
