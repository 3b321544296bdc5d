import { viewLink } from './index.js';

describe('viewLink', () => {
  it.each([
    [
      'AppFeatureBoardView',
      'https://app.example/view/',
      '/views?kind=board_view&url=https%3A%2F%2Fapp.example%2Fview%2F',
    ],
    ['AppFeatureItemView', undefined, '/views?kind=item_view'],
    ['AppFeatureAccountSettingsView', 'javascript:alert(1)', '/views?kind=settings_view'],
  ])('opens %s at %s', (type, address, link) => {
    expect(viewLink(type, address)).toBe(link);
  });

  it.each(['AppFeatureBlock', 'board_view', 'constructor'])('is none for %s', (type) => {
    expect(viewLink(type, 'https://app.example/')).toBeUndefined();
  });
});
