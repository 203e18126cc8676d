export interface CardPage {
  /** At least 128 random bits, new for each page. */
  readonly nonce: string;
  /** Where the editor serves our files from, for the policy. */
  readonly source: string;
  readonly script: string;
  readonly styles: readonly string[];
}

/** The page that the card is drawn in. Nothing is loaded but our own script, style and icon font. */
export function cardPage({ nonce, source, script, styles }: CardPage): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${source}`,
    `font-src ${source}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
${styles.map((style) => `<link rel="stylesheet" href="${style}">`).join('\n')}
<title>Keyturn review</title>
</head>
<body>
<div id="page"></div>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
