import { BadRequestException, Body, Controller, Post } from '@nestjs/common';
import { fieldsOf } from 'monday-persistence/json';
import { BoardGenerator, type BoardPlan, type GeneratedBoard } from '../graphql/index.js';

const TEXTS = ['boardId', 'userId', 'name'] as const;
const NUMBERS = ['items', 'columns', 'seed'] as const;

/** Generated boards. */
@Controller('__sandbox')
export class BoardsController {
  constructor(private readonly generator: BoardGenerator) {}

  /** `{boardId?, userId?, name?, items?, columns?, seed?}`: a board with values in columns of all types. */
  @Post('boards')
  generate(@Body() body: unknown): GeneratedBoard {
    return this.generator.generate(planOf(fieldsOf(body)));
  }
}

function planOf(body: Readonly<Record<string, unknown>>): BoardPlan {
  const known: readonly string[] = [...TEXTS, ...NUMBERS];
  const unknown = Object.keys(body).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new BadRequestException(`There is no option ${unknown}.`);
  for (const name of TEXTS) {
    const isText = body[name] === undefined || (typeof body[name] === 'string' && body[name] !== '');
    if (!isText) throw new BadRequestException(`${name} must be a text.`);
  }
  for (const name of NUMBERS) {
    const isNumber = body[name] === undefined || typeof body[name] === 'number';
    if (!isNumber) throw new BadRequestException(`${name} must be a number.`);
  }
  return body;
}
