import { html } from './html.js';

describe('html', () => {
  it('escapes text, in content and in attributes', () => {
    const hostile = `<img src=x onerror="alert('1')">&`;
    const escaped = '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;';
    expect(html`<p title="${hostile}">${hostile}</p>`.text).toBe(`<p title="${escaped}">${escaped}</p>`);
  });

  it('takes HTML of its own as it is, also in lists', () => {
    const items = ['a&b', 'c'].map((each) => html`<li>${each}</li>`);
    expect(html`${items}`.text).toBe('<li>a&amp;b</li><li>c</li>');
  });

  it('leaves out what is not there, but not zero', () => {
    expect(html`${false}${undefined}${null}${0}${''}`.text).toBe('0');
  });

  it('escapes a text that only looks like HTML of its own', () => {
    const forged = { text: '<b>', toString: () => '<b>' } as unknown as string;
    expect(html`${[String(forged)]}`.text).toBe('&lt;b&gt;');
  });
});
