/** Words that make a name a secret's: `DB_PASSWORD`, `x-api-key`, `sessionToken`, `Authorization`, `Set-Cookie`. */
export const SECRET_WORD =
  /passw(?:or)?d|passphrase|pgpass|secret|token|api[-_]?key|apikey|access[-_]?key|private[-_]?key|auth[-_]?key|encryption[-_]?key|signing[-_]?key|credential|authorization|cookie|(?:^|[-_])(?:pwd|pass|auth|sig|signature|otp|totp|mfa|cvv|cvc)(?:$|[-_])/i;

const NAME =
  '[A-Za-z0-9_-]{0,64}(?:passw(?:or)?d|passphrase|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|credentials?|pwd)[A-Za-z0-9_-]{0,32}';

/**
 * Length, in UTF-16 units, of the shortest text that is a secret by its own shape (`xoxb-` and eight more). All other patterns
 * need white space, `:` or `=`.
 */
export const SHORTEST_TOKEN = 13;

/**
 * Shapes of secrets. Each has a group `secret`, the part to hide. All repetitions are bounded or over a class that the
 * next part excludes, so that matching stays linear on hostile text.
 */
export const SECRET_PATTERNS: readonly RegExp[] = [
  // Key blocks, closed or cut short.
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----(?<secret>[^-]{1,20000})/dg,
  // scheme://user:password@host
  /\b[a-z][a-z0-9+.-]{1,30}:\/\/[^\s/?#:@'"]{0,200}:(?<secret>[^\s/?#@'"]{1,400})@/dgi,
  // Authorization: Bearer …, Basic …
  /\b(?:bearer|basic)\s{1,4}(?<secret>[A-Za-z0-9._~+/=-]{8,4000})/dgi,
  /\bauthorization["']?\s{0,4}[:=]\s{0,4}["']?(?:token|apikey|digest)\s{1,4}(?<secret>[^\s'"]{4,4000})/dgi,
  // Tokens that say what they are.
  /(?<![A-Za-z0-9])(?<secret>(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16})(?![A-Za-z0-9])/dg,
  /(?<![A-Za-z0-9])(?<secret>gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_[A-Za-z0-9_]{20,255})/dg,
  /(?<![A-Za-z0-9])(?<secret>glpat-[A-Za-z0-9_-]{16,255}|xox[abeoprs]-[A-Za-z0-9-]{8,255}|xapp-[A-Za-z0-9-]{8,255})/dg,
  /(?<![A-Za-z0-9])(?<secret>(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{8,255}|whsec_[A-Za-z0-9]{8,255})/dg,
  /(?<![A-Za-z0-9])(?<secret>sk-[A-Za-z0-9_-]{16,255}|hf_[A-Za-z0-9]{16,255}|npm_[A-Za-z0-9]{20,255})/dg,
  /(?<![A-Za-z0-9])(?<secret>pypi-[A-Za-z0-9_-]{20,500}|dop_v1_[a-f0-9]{32,128}|SG\.[A-Za-z0-9_-]{16,64}\.[A-Za-z0-9_-]{16,128})/dg,
  /(?<![A-Za-z0-9])(?<secret>AIza[A-Za-z0-9_-]{30,64}|ya29\.[A-Za-z0-9_-]{16,500}|lin_api_[A-Za-z0-9]{16,64})/dg,
  // JSON Web Tokens.
  /(?<![A-Za-z0-9_-])(?<secret>eyJ[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{4,8000}\.[A-Za-z0-9_-]{0,1000})/dg,
  // NAME=value, NAME: value, "name": "value"
  new RegExp(`(?<![A-Za-z0-9_-])${NAME}["']?\\s{0,4}(?:=|:(?!//))\\s{0,4}"(?<secret>[^"\\n]{1,4000})`, 'dgi'),
  new RegExp(`(?<![A-Za-z0-9_-])${NAME}["']?\\s{0,4}(?:=|:(?!//))\\s{0,4}'(?<secret>[^'\\n]{1,4000})`, 'dgi'),
  new RegExp(
    `(?<![A-Za-z0-9_-])${NAME}["']?\\s{0,4}(?:=|:(?!//))\\s{0,4}(?<secret>[^\\s'"&;|,(){}<>$]{1,4000})`,
    'dgi',
  ),
  // --password value, --token value
  new RegExp(`(?<![A-Za-z0-9_-])--${NAME}\\s{1,4}["']?(?<secret>[^\\s'"&;|$-][^\\s'"&;|]{0,4000})`, 'dgi'),
  // curl -u user:password
  /(?<![A-Za-z0-9_-])(?:-u|--user)[ =]{0,4}["']?[^\s'":]{1,200}:(?<secret>[^\s'"]{1,400})/dg,
  // ?token=… &sig=…
  /[?&](?:access_token|auth|code|key|sig|signature|token|x-amz-signature|x-amz-security-token)=(?<secret>[^\s&#'"]{4,4000})/dgi,
  // CREATE USER … PASSWORD '…', IDENTIFIED BY '…'
  /\b(?:password|identified\s{1,4}by)\s{1,4}'(?<secret>[^'\n]{1,400})'/dgi,
];
