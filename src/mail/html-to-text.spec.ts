import { htmlToText } from './html-to-text.js';

describe('htmlToText', () => {
  it.each([
    ['<h1>Title</h1><p>One<br>two</p><ul><li>a</li><li>b</li></ul>', 'Title\n\nOne\ntwo\n\n- a\n- b'],
    ['<style>p{}</style><script>alert(1)</script><!-- no -->text', 'text'],
    ['1 &lt; 2 &amp;&amp; &#x1F600; &#252; &unknown;', '1 < 2 && 😀 ü &unknown;'],
    ['&amp;lt;b&amp;gt;', '&lt;b&gt;'],
    ['&#1114112;&#0;', '&#1114112;&#0;'],
    ['&#xD83D;&#55357;', '\ufffd\ufffd'],
    ['&constructor;&__proto__;', '&constructor;&__proto__;'],
    ['', ''],
    [' \n\t ', ''],
    ['<p> </p>', ''],
    ['  a \n b  ', 'a b'],
    ['a&nbsp;&nbsp;b', 'a b'],
    ['<b>a</b> <i>b</i>c', 'a bc'],
    ['text<p>one</p>two', 'text\none\n\ntwo'],
    ['<div>a</div><div>b</div>', 'a\n\nb'],
    ['a<br><br/><BR />b', 'a\n\nb'],
    ['<table><tr><td>1</td><td>2</td></tr><tr><th>3</th><td>4</td></tr></table>', '1 2\n3 4'],
    ['<a href="https://example.com/?a=b>c" title=\'x > y\'>link</a>', 'link'],
    ['<a title = "x > y">link</a>', 'link'],
    ["<p class=it's>it is</p>", 'it is'],
    ['<br<b>a</b>', 'a'],
    ['a < b, 3 <4, 5 <> 6, <', 'a < b, 3 <4, 5 <> 6, <'],
    ['a</>b</ c>d', 'abd'],
    ['<!doctype html><?xml version="1.0"?>a<![CDATA[b]]>', 'a'],
    ['<!-- a -- > <b> --->text', 'text'],
    ['<SCRIPT>if (a</b) "</scripts>"</Script >after', 'after'],
    ['<title>no</title><head><meta charset="utf-8"></head>yes', 'yes'],
    ['<script/>gone</script>there', 'there'],
    ['<article>a<section>b</section></article>', 'ab'],
  ])('reads %j', (html, text) => {
    expect(htmlToText(html)).toBe(text);
  });

  it.each([
    '<!-- a',
    '<script>a',
    '<b a',
    '<b a="',
    '<b a=">b</b>',
    '</b',
    '<!a',
    '<style>a</styl',
    '<script',
  ])('leaves out what %j never closes', (html) => {
    expect(htmlToText(`before ${html}`)).toBe('before');
  });

  it('keeps text that looks like nothing', () => {
    for (const text of ['a & b', '&;', '&#;', '&#x;', '100 % "quoted" \'text\'', '{{name}}']) {
      expect(htmlToText(text)).toBe(text);
    }
  });
});
