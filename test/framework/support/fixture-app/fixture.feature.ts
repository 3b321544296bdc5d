import { Body, Controller, HttpCode, Injectable, Post } from '@nestjs/common';
import { IsOptional, IsString } from 'class-validator';
import { Feature } from '../../../../src/feature/index.js';
import { MailModule, MailService } from '../../../../src/mail/index.js';
import {
  Actions,
  BlockContext,
  MondayAction,
  MondayApi,
  MondayBlock,
  MondayModule,
  type ActionAnswer,
  type ActionContext,
  type VerifiedRequest,
} from '../../../../src/monday/index.js';

class MailFields {
  @IsString() to!: string;
  @IsOptional() @IsString() subject?: string;
  @IsOptional() @IsString() text?: string;
}

class BoardFields {
  @IsString() boardId!: string;
}

/** Blocks that use the mail, the queue and monday's API, for tests of the framework. */
@Injectable()
export class FixtureBlocks {
  constructor(
    private readonly mail: MailService,
    private readonly monday: MondayApi,
  ) {}

  @MondayAction('fixture-mail', MailFields)
  async send(input: MailFields, { actionUuid }: ActionContext): Promise<object> {
    const { to, subject = 'A fixture', text = 'Hello' } = input;
    const { id } = await this.mail.send({ to, subject, text, idempotencyKey: actionUuid });
    return { messageId: id };
  }

  @MondayAction('fixture-board', BoardFields)
  async board({ boardId }: BoardFields): Promise<object> {
    let items = 0;
    for await (const _item of this.monday.items(boardId)) items += 1;
    return { items };
  }
}

/** The same actions under paths of their own. */
@MondayBlock()
@Controller('fixture')
export class FixtureController {
  constructor(private readonly actions: Actions) {}

  @Post('mail')
  @HttpCode(200)
  send(@Body() body: unknown, @BlockContext() request: VerifiedRequest): Promise<ActionAnswer> {
    return this.actions.handle('fixture-mail', body, request);
  }

  @Post('board')
  @HttpCode(200)
  board(@Body() body: unknown, @BlockContext() request: VerifiedRequest): Promise<ActionAnswer> {
    return this.actions.handle('fixture-board', body, request);
  }
}

@Feature({
  name: 'fixture',
  imports: [MailModule, MondayModule],
  controllers: [FixtureController],
  providers: [FixtureBlocks],
  scopes: { 'boards:write': 'a fixture may change what it reads' },
})
export class FixtureFeature {}
