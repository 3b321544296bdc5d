import { Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ApiCalls } from './api-calls.js';
import { AppFeatures } from './app-features.js';
import { RouteCheck } from './route-check.js';

/** The features of the app, with their declarations. */
@Module({})
export class FeatureModule {
  static forRoot(features: AppFeatures): DynamicModule {
    return {
      module: FeatureModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [{ provide: AppFeatures, useValue: features }, ApiCalls, RouteCheck],
      exports: [AppFeatures, ApiCalls],
    };
  }
}
