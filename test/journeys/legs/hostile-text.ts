/** Forty texts that would run, break out or deceive if a page printed them as anything but text. */
export const HOSTILE = [
  '<script>alert(1)</script>', '"><script>alert(2)</script>', "'><script>alert(3)</script>", '</title><script>alert(4)</script>', '</textarea><script>alert(5)</script>',
  '<img src=x onerror=alert(6)>', '"><img src=x onerror=alert(7)>', '<svg onload=alert(8)>', '<svg><script>alert(9)</script></svg>', '<math><mi xlink:href="javascript:alert(10)">x</mi></math>',
  '<iframe src="javascript:alert(11)"></iframe>', '<object data="javascript:alert(12)"></object>', '<embed src="javascript:alert(13)">', '<a href="javascript:alert(14)">x</a>', '<body onload=alert(15)>',
  '<input autofocus onfocus=alert(16)>', '<details open ontoggle=alert(17)>', '<video><source onerror=alert(18)></video>', '<marquee onstart=alert(19)>', '<style>@import "//example.org/20.css"</style>',
  '<link rel=stylesheet href=//example.org/21.css>', '<base href="//example.org/22/">', '<meta http-equiv=refresh content="0;url=//example.org/23">', '<form action="//example.org/24"><button>x</button></form>', '<template><script>alert(25)</script></template>',
  '" onmouseover="alert(26)', "' onmouseover='alert(27)", '" autofocus onfocus="alert(28)" x="', '`${alert(29)}`', '<%= process.env %>', '<%- 7 * 7 %>', '{{constructor.constructor("alert(32)")()}}',
  '&lt;script&gt;alert(33)&lt;/script&gt;', '&#60;script&#62;alert(34)&#60;/script&#62;', '\\u003cscript\\u003ealert(35)', '%3Cscript%3Ealert(36)%3C/script%3E', '--><script>alert(37)</script><!--', ']]><script>alert(38)</script>',
  "'; DROP TABLE agencies; --", '<noscript><p title="</noscript><img src=x onerror=alert(40)>">',
] as const;
