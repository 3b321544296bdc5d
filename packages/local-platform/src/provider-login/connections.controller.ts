import {
  BadRequestException,
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  NotFoundException,
  Param,
  Post,
} from '@nestjs/common';
import { fieldsOf } from 'monday-persistence/json';
import { ConnectedAccountStore, type ConnectedAccount } from '../connections/index.js';
import { ProviderLogin } from './provider-login.js';

/** A token that a header can carry. */
const TOKEN = /^[\x21-\x7e]{1,8192}$/;

/** Routes for the accounts at third parties that users connected. No reply contains a token. */
@Controller('__sandbox/connections')
export class ConnectionsController {
  constructor(
    private readonly store: ConnectedAccountStore,
    private readonly login: ProviderLogin,
  ) {}

  @Get()
  list(): ConnectedAccount[] {
    return this.store.list();
  }

  /** `{userId, credentials, accessToken}`: connects an account without a login; `credentials` is the key in the manifest. */
  @Post()
  connect(@Body() body: unknown): Promise<ConnectedAccount> {
    const { userId, credentials, accessToken } = fieldsOf(body);
    if (typeof userId !== 'string') throw new BadRequestException('userId must be a string.');
    if (typeof credentials !== 'string') throw new BadRequestException('credentials must be a key.');
    if (typeof accessToken !== 'string' || !TOKEN.test(accessToken)) {
      throw new BadRequestException('accessToken must be a token.');
    }
    return this.login.connect(userId, credentials, this.login.tokensOf(credentials, accessToken));
  }

  @Delete(':id')
  @HttpCode(204)
  remove(@Param('id') id: string): void {
    if (!this.store.remove(Number(id))) throw new NotFoundException('There is no such connection.');
  }
}
