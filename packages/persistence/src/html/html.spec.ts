import { html } from './html.js';

describe('html', () => {
  it('escapes text, in content and in attributes', () => {
    const hostile = `<img src=x onerror="alert('1')">&`;
    const escaped = '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;';
    expect(html`<p title="${hostile}">${hostile}</p>`.text).toBe(`<p title="${escaped}">${escaped}</p>`);
  });

  it('does not escape its own HTML, also in lists', () => {
    const items = ['a&b', 'c'].map((each) => html`<li>${each}</li>`);
    expect(html`${items}`.text).toBe('<li>a&amp;b</li><li>c</li>');
  });

  it('omits missing values, but not zero', () => {
    expect(html`${false}${undefined}${null}${0}${''}`.text).toBe('0');
  });

  it('escapes text that only resembles its own HTML', () => {
    const forged = { text: '<b>', toString: () => '<b>' } as unknown as string;
    expect(html`${[String(forged)]}`.text).toBe('&lt;b&gt;');
  });
});
