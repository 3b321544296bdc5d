/** Lifecycle events of features that were observed (docs/monday-platform.md#app-feature-lifecycle-events). */
export const FEATURE_EVENT_TYPES = [
  'AppFeatureObject:create',
  'AppFeatureObject:delete',
  'AppFeatureObject:hard_delete',
  'AppFeatureObject:archive',
  'AppFeatureObject:restore',
  'AppFeatureObject:duplicate',
  'AppFeatureObject:multiple_duplicate',
  'AppFeatureObject:import',
  'AppFeatureObject:update_attributes',
  'AppFeatureObject:publish',
  'AppFeatureObject:unpublish',
  'AppFeatureBoardView:duplicate',
  'AppFeatureBoardView:delete',
  'AppFeatureBoardView:restore',
  'AppFeatureBoardColumnExtension:duplicate',
  'AppFeatureBoardColumnExtension:export',
  'AppFeatureBoardColumnExtension:delete',
  'AppFeatureColumn:create',
  'AppFeatureColumn:delete',
  'AppFeatureColumn:board_deleted',
  'AppFeatureColumn:board_restored',
] as const;

export type FeatureEventType = (typeof FEATURE_EVENT_TYPES)[number];
