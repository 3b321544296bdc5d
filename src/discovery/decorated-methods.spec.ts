import { Controller, Injectable, Module, Scope, SetMetadata } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { DeclarationRefusedError, DecoratedMethods, DecoratedMethodsModule } from './index.js';

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

  it.each([Scope.REQUEST, Scope.TRANSIENT])('refuses a method of a provider in scope %d', async (scope) => {
    @Injectable({ scope })
    class Scoped extends Base {}
    @Injectable()
    class User {
      constructor(readonly scoped: Scoped) {}
    }
    const imports = [DecoratedMethodsModule];
    const scoped = await Test.createTestingModule({ imports, providers: [Scoped, User] }).compile();
    const sut = scoped.get(DecoratedMethods);
    expect(() => sut.find(MARK)).toThrow(DeclarationRefusedError);
    expect(() => sut.find(MARK)).toThrow(/^Scoped\.greet: its provider must be a singleton/);
    expect(sut.find(Symbol('unused'))).toEqual([]);
    await scoped.close();
  });

  it('refuses a method of a provider that uses one for each request', async () => {
    @Injectable({ scope: Scope.REQUEST })
    class Context {}
    @Injectable()
    class Handler extends Base {
      constructor(readonly context: Context) {
        super();
      }
    }
    const imports = [DecoratedMethodsModule];
    const scoped = await Test.createTestingModule({ imports, providers: [Context, Handler] }).compile();
    expect(() => scoped.get(DecoratedMethods).find(MARK)).toThrow(DeclarationRefusedError);
    await scoped.close();
  });

  it('refuses a method of a controller', async () => {
    @Controller()
    class Routes extends Base {}
    const imports = [DecoratedMethodsModule];
    const module = await Test.createTestingModule({ imports, controllers: [Routes] }).compile();
    expect(() => module.get(DecoratedMethods).find(MARK)).toThrow(
      'Routes.greet: a controller only serves routes. Move the method to a provider.',
    );
    await module.close();
  });
});
