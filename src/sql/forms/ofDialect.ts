import type { Dialect } from '../dialect.ts';
import type { Form } from './form.ts';
import { MYSQL_FORMS } from './mysqlForms.ts';
import { otherForms } from './otherForms.ts';
import { TSQL_FORMS } from './tsqlForms.ts';

/** The forms of a dialect; `name`: its own name, where `dialect` is `other`. */
export function formsOf(dialect: Dialect, name: string): readonly Form[] {
  switch (dialect) {
    case 'mysql':
    case 'mariadb':
      return MYSQL_FORMS;
    case 'tsql':
      return TSQL_FORMS;
    case 'other':
      return otherForms(name);
    case 'postgresql':
    case 'sqlite':
    case 'unknown':
      return [];
  }
}
