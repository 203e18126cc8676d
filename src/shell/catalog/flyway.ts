import { act } from '../effects/act.ts';
import { rollsBack } from './migrationTasks.ts';
import type { Tool } from './tool.ts';

/** Flyway and Liquibase. */
export const flywayTools: readonly Tool[] = [
  {
    names: 'flyway',
    free: true,
    also: (call) => {
      for (const word of call.parsed.operands) {
        if (word.value === 'undo') rollsBack(call, word.range);
        else if (word.value === 'clean')
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
        if (/^rollback/.test(word.value) && !/sql$/i.test(word.value)) rollsBack(call, word.range);
        else if (/^(?:drop-all|dropAll)$/.test(word.value))
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
