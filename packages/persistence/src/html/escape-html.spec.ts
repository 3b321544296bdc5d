import { escapeHtml } from './index.js';

describe('escapeHtml', () => {
  it('leaves nothing that begins a tag, an entity or the end of an attribute', () => {
    expect(escapeHtml(`<b class="a" id='b'>&amp;</b>`)).toBe(
      '&lt;b class=&quot;a&quot; id=&#39;b&#39;&gt;&amp;amp;&lt;/b&gt;',
    );
  });

  it('leaves other text as it is', () => {
    expect(escapeHtml('Grüße, 50 % {{name}} 🙂')).toBe('Grüße, 50 % {{name}} 🙂');
  });
});
