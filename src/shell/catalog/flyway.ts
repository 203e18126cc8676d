import { act } from '../effects/act.ts';
import type { Tool } from './tool.ts';

/** Flyway and Liquibase. */
export const flywayTools: readonly Tool[] = [
  {
    names: 'flyway',
    free: true,
    also: (call) => {
      for (const word of call.parsed.operands) {
        if (word.value === 'clean' || word.value === 'undo')
          act(call, 'sql.drop', 'database', '*', word.range, { traits: ['whole-table'] });
        else if (
          !/^(?:info|validate|version|help|check|list-engines|snapshot|diff|auth|testConnection)$/.test(word.value)
        )
          act(call, 'sql.alter', 'database', '*', word.range);
      }
    },
    single: true,
    examples: {
      held: { 'flyway clean': 'sql.drop', 'flyway -url=jdbc:x migrate': 'sql.alter' },
      passed: ['flyway info'],
    },
  },
  {
    names: 'liquibase',
    free: true,
    also: (call) => {
      for (const word of call.parsed.operands) {
        if (/^(?:drop-all|dropAll|rollback.*)$/.test(word.value) && !/sql$/i.test(word.value))
          act(call, 'sql.drop', 'database', '*', word.range, { traits: ['whole-table'] });
        else if (
          /^execute-sql$/.test(word.value) ||
          (/^(?:update.*|changelog-sync.*|clear-checksums|tag|mark-next.*|release-locks|init|flow|checks|connect|dbcl-.*|set-.*|unexpected-.*)$/.test(
            word.value,
          ) &&
            !/-sql$/.test(word.value))
        )
          act(call, 'sql.alter', 'database', '*', word.range);
      }
    },
    examples: {
      held: {
        'liquibase drop-all': 'sql.drop',
        'liquibase rollback-count 3': 'sql.drop',
        'liquibase update': 'sql.alter',
      },
      passed: ['liquibase status'],
    },
  },
];
