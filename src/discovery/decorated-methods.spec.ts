import { Injectable, Module, SetMetadata } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { DecoratedMethods, DecoratedMethodsModule } from './index.js';

const MARK = Symbol('MARK');
const OTHER = Symbol('OTHER');

@Injectable()
class Base {
  protected readonly word: string = 'base';

  @SetMetadata(MARK, 'greet')
  greet(): string {
    return this.word;
  }

  @SetMetadata(OTHER, 'other')
  other(): void {}

  plain(): void {}
}

@Injectable()
class Derived extends Base {
  protected override readonly word = 'derived';
}

@Module({
  providers: [
    Base,
    { provide: 'again', useExisting: Base },
    Derived,
    { provide: 'value', useValue: 1 },
    { provide: 'bare', useValue: Object.create(null) as object },
  ],
})
class MarkedModule {}

describe('DecoratedMethods', () => {
  let module: TestingModule;

  beforeAll(async () => {
    module = await Test.createTestingModule({ imports: [MarkedModule, DecoratedMethodsModule] }).compile();
  });
  afterAll(() => module.close());

  it('finds each marked method once, bound to its provider, inherited ones too', () => {
    const found = module.get(DecoratedMethods).find<string, () => string>(MARK);
    expect(found.map(({ metadata, invoke }) => [metadata, invoke()])).toEqual([
      ['greet', 'base'],
      ['greet', 'derived'],
    ]);
  });

  it('finds nothing without decorated methods', () => {
    expect(module.get(DecoratedMethods).find(Symbol('unused'))).toEqual([]);
  });
});
