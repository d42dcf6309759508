/** Names that a careless page would run or break at. Each is allowed as the name of an organization or a person. */
export const hostileNames = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' autofocus onfocus=alert(1) x='",
  '</title></style></textarea><svg onload=alert(1)>',
  'javascript:alert(1)//',
  '<iframe srcdoc="<script>parent.alert(1)</script>">',
  '<math><mtext><style><img src=x onerror=alert(1)>',
  '{{constructor.constructor("alert(1)")()}}',
  '${alert(1)}',
  '<a href="javascript:alert(1)">x</a>',
  '<base href="https://evil.example/">',
  '<form action="https://evil.example"><button>x</button>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '\u{ff1c}script\u{ff1e}alert(1)\u{ff1c}/script\u{ff1e}',
] as const

/** Names from right to left, by themselves and mixed with the other direction. */
export const rightToLeftNames = ['شركة المحركات التحليلية', 'מנועים אנליטיים', 'Acme שלום (42)'] as const
