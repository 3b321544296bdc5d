import { Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ApiCalls } from './api-calls.js';
import { Features } from './features.js';
import { RouteCheck } from './route-check.js';

/** The features of the app, for whoever asks what they declare. */
@Module({})
export class FeatureModule {
  static forRoot(features: Features): DynamicModule {
    return {
      module: FeatureModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [{ provide: Features, useValue: features }, ApiCalls, RouteCheck],
      exports: [Features, ApiCalls],
    };
  }
}
