import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { DecoratedMethods, DeclarationRefusedError, similarName } from '../../discovery/index.js';
import { AppFeatures } from '../../feature/index.js';
import { plansOf, REQUIRED_PLANS, type RequiredPlans } from './required-plans.js';

interface Requirement {
  readonly plans: RequiredPlans;
  readonly place: string;
}

/**
 * Refuses to start with a required plan that no feature declares, because nobody could have it, and with one on a class
 * where it would protect nothing.
 */
@Injectable()
export class PlanCheck implements OnModuleInit {
  constructor(
    private readonly features: AppFeatures,
    private readonly methods: DecoratedMethods,
    private readonly discovery: DiscoveryService,
  ) {}

  /** @throws DeclarationRefusedError */
  onModuleInit(): void {
    this.refuseProviders();
    const { plans: declared } = this.features;
    for (const { plans, place } of [...this.ofMethods(), ...this.ofControllers()]) {
      const unknown = plans.find((plan) => !declared.includes(plan));
      if (unknown !== undefined) throw new DeclarationRefusedError(place, problemWith(unknown, declared));
    }
  }

  /** Only a controller can require a plan as a whole. */
  private refuseProviders(): void {
    for (const { metatype } of this.discovery.getProviders()) {
      if (typeof metatype !== 'function' || plansOf(metatype) === undefined) continue;
      throw new DeclarationRefusedError(
        metatype.name,
        '@RequiresPlan has no effect on this class. Use it on the methods of its actions, triggers and fields.',
      );
    }
  }

  private ofMethods(): Requirement[] {
    const found = this.methods.marks<RequiredPlans>(REQUIRED_PLANS);
    return found.map(({ metadata: plans, place }) => ({ plans, place }));
  }

  private ofControllers(): Requirement[] {
    return this.discovery.getControllers().flatMap(({ metatype }) => {
      const plans = typeof metatype === 'function' ? plansOf(metatype) : undefined;
      return plans ? [{ plans, place: metatype!.name }] : [];
    });
  }
}

function problemWith(plan: string, declared: readonly string[]): string {
  const meant = similarName(plan, declared);
  const hint = meant === undefined ? `Add it to "plans" of a feature.` : `Did you mean "${meant}"?`;
  return `no feature declares the plan "${plan}". ${hint}`;
}
