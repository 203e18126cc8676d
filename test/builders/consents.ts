import type { Consent } from '../../src/review/consent.ts';

/** More of them than are shown beside a change. */
const VARIABLES = Array.from({ length: 12 }, (_, index) => `    "SHOP_${index}": "${index}"`).join(',\n');

const before = `{
  "env": {
${VARIABLES}
  },
  "permissions": {
    "allow": ["Bash(ls:*)"]
  }
}
`;

const after = `{
  "env": {
${VARIABLES}
  },
  "permissions": {
    "allow": ["Bash(ls:*)"]
  },
  "hooks": {
    "PreToolUse": [
      {
        "matcher": "Bash|Edit|Write|NotebookEdit|mcp__.*",
        "hooks": [{ "type": "command", "command": "/home/ada/.keyturn/hooks/claude-code.sh", "timeout": 86400 }]
      }
    ]
  }
}
`;

/** The change to an agent's settings that connects it. */
export function connectConsent(): Consent {
  const path = '/home/ada/shop/.claude/settings.local.json';
  return {
    id: '01K0C0NNECT000000000000000',
    kind: 'connect-agent',
    content: after,
    values: { agent: 'Claude Code', path, folder: '/home/ada/shop' },
    file: { path, before, after },
    openedAt: 0,
  };
}

/** Letting code run that nobody has read: asks for a checkbox. */
export function autoPassConsent(): Consent {
  return {
    id: '01K0AVT0PASS00000000000000',
    kind: 'auto-pass',
    content: 'low',
    values: { from: 'reads', to: 'low' },
    openedAt: 0,
  };
}
