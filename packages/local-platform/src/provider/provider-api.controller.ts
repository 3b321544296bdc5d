import {
  BadRequestException,
  Body,
  Controller,
  Get,
  Headers,
  Post,
  UnauthorizedException,
} from '@nestjs/common';
import { readBearerToken } from 'monday-persistence/authorization';
import { fieldsOf } from 'monday-persistence/json';
import { PROVIDER_ACCOUNTS, ProviderTokens, type ProviderAccount } from './provider-tokens.js';

/** An issue at the stand-in. */
interface Issue {
  readonly id: string;
  readonly title: string;
  /** Id of the account that opened it. */
  readonly openedBy: string;
}

const KEPT = 500;
const MAX_TITLE_LENGTH = 500;

/** The API of the stand-in for a third party: whose token it is, and a list of issues. In memory only. */
@Controller('__sandbox/provider/api')
export class ProviderApiController {
  private readonly issues: Issue[] = [];
  private count = 0;

  constructor(private readonly tokens: ProviderTokens) {}

  @Get('me')
  me(@Headers('authorization') authorization: string | undefined): ProviderAccount {
    return this.accountOf(authorization);
  }

  @Get('issues')
  list(@Headers('authorization') authorization: string | undefined): readonly Issue[] {
    const { id } = this.accountOf(authorization);
    return this.issues.filter(({ openedBy }) => openedBy === id);
  }

  /** `{title}` */
  @Post('issues')
  open(@Headers('authorization') authorization: string | undefined, @Body() body: unknown): Issue {
    const { id: openedBy } = this.accountOf(authorization);
    const { title } = fieldsOf(body);
    if (typeof title !== 'string' || title === '' || title.length > MAX_TITLE_LENGTH) {
      throw new BadRequestException(`title must be a text of 1 to ${MAX_TITLE_LENGTH} characters.`);
    }
    this.count += 1;
    const issue = { id: String(this.count), title, openedBy };
    this.issues.push(issue);
    if (this.issues.length > KEPT) this.issues.shift();
    return issue;
  }

  /** @throws UnauthorizedException */
  private accountOf(authorization: string | undefined): ProviderAccount {
    const claims = this.tokens.read('access', readBearerToken(authorization ?? ''));
    const account = PROVIDER_ACCOUNTS.find(({ id }) => id === claims?.account);
    if (!account) throw new UnauthorizedException();
    return account;
  }
}
