import { escapeHtml } from './index.js';

describe('escapeHtml', () => {
  it('escapes all characters that start a tag or an entity or end an attribute', () => {
    expect(escapeHtml(`<b class="a" id='b'>&amp;</b>`)).toBe(
      '&lt;b class=&quot;a&quot; id=&#39;b&#39;&gt;&amp;amp;&lt;/b&gt;',
    );
  });

  it('does not change other text', () => {
    expect(escapeHtml('Grüße, 50 % {{name}} 🙂')).toBe('Grüße, 50 % {{name}} 🙂');
  });
});
