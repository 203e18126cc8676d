import type { Term } from '../term/term.ts';
import type { Value } from '../value/value.ts';

/** Names through which a program reaches its own insides, and with them everything. */
export const INSIDES =
  /^(?:__(?!import__$|name__$|file__$|doc__$|version__$|len__$|init__$|str__$|repr__$|main__$|qualname__$|enter__$|exit__$|iter__$|next__$|all__$|post_init__$|slots__$|eq__$|hash__$|call__$|dirname$|filename$|dir__$|path__$|getitem__$|contains__$|lt__$|add__$).*|constructor|prototype|func_globals|gi_frame|cr_frame|f_globals|f_builtins|f_locals|tb_frame|mainModule|binding|caller|callee)$/;

/** Those that only tell of a thing, while nobody sets them: types, presets, causes. */
export const TELLS =
  /^__(?:annotations|module|defaults|kwdefaults|total|required_keys|optional_keys|members|fields|dataclass_fields|cause|context|notes|traceback|author|license|tablename|origin|args|bool|sub|mul|truediv|floordiv|mod|neg|gt|ge|le|ne|int|float|format)__$/;
/** Those that are harmless as far as they are only printed. */
const PRINTED = /^(?:__(?:class|mro|bases|base)__|prototype)$/;
/** Those of which something may be asked that only tells of them. */
const TOLD = /^(?:__class__|__code__|constructor|prototype)$/;
/** What tells of a class or function, or only looks at what it is called with. */
export const NAMES_IT =
  /^(?:__(?:name|qualname|module)__|co_\w+|name|hasOwnProperty|propertyIsEnumerable|isPrototypeOf|toString)$/;

/** What a class asks of that from which it is derived, to do the same and more. */
const OF_A_BASE = /^__(?:new|setitem|getitem|delitem|init_subclass|exit)__$/;

function isBase(value: Value): boolean {
  return value.is === 'object' ? value.type === 'base' : value.is === 'ref' && value.name === 'object';
}

/** Whether asking for a member leads inside: not what only tells or is only shown, nor what a thing has that is no class, no function and no module. */
export function leadsInside(
  { name }: Term & { readonly op: 'member' },
  of: readonly Value[],
  use: 'shown' | 'named' | 'other',
): boolean {
  if (!INSIDES.test(name) || TELLS.test(name)) return false;
  if (of.length > 0 && of.every((one) => isBase(one)) && OF_A_BASE.test(name)) return false;
  if (use === 'shown' && PRINTED.test(name)) return false;
  if (use === 'named' && TOLD.test(name)) return false;
  const isThing = of.every(
    (one) => one.is === 'data' || (one.is === 'object' && /^(?:own|options|plain)$/.test(one.type)),
  );
  return !(name === '__dict__' && of.length > 0 && isThing);
}
