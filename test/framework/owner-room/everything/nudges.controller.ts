import { Body, Controller, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsString } from 'class-validator';
import { Roles } from '#app/auth/index.js';
import { AllowView, CurrentCaller, type CallerContext } from '#app/caller/index.js';
import { NudgeStore } from './nudge.store.js';
import { NudgeMissingError } from './nudges.errors.js';

export class NudgeView {
  @ApiProperty({ example: 'nudged ada@example.com' }) text!: string;
}

export class NudgeText {
  @ApiProperty({ example: 'Please look at it' })
  @IsString()
  text!: string;
}

@ApiTags('nudges')
@Controller('nudges')
export class NudgesController {
  constructor(private readonly store: NudgeStore) {}

  @AllowView()
  @ApiOperation({ operationId: 'readNudge', summary: 'Reads a nudge' })
  @ApiOkResponse({ type: NudgeView, description: 'The nudge.' })
  @Get(':id')
  async read(@Param('id') id: string, @CurrentCaller() caller: CallerContext): Promise<NudgeView> {
    const text = await this.store.find(caller.accountId, id);
    if (text === undefined) throw new NudgeMissingError();
    return { text };
  }

  @Roles('admin')
  @ApiOperation({ operationId: 'writeNudge', summary: 'Writes a nudge' })
  @ApiNoContentResponse({ description: 'It is written.' })
  @Put(':id')
  @HttpCode(204)
  async write(
    @Param('id') id: string,
    @Body() { text }: NudgeText,
    @CurrentCaller() caller: CallerContext,
  ): Promise<void> {
    await this.store.save(caller.accountId, id, text);
  }
}
