import type { Arg } from '../state/arg.ts';
import type { Usage } from '../catalog/tool.ts';

/** Words that change something wherever they stand as a command. */
const DEEDS =
  /^(?:set|set-\w+|unset|add|remove|rm|delete|del|destroy|update|upgrade|edit|create|init|import|push|apply|install|uninstall|reset|clear|clean|purge|prune|fix|enable|disable|rename|restore|drain|eligibility|reconcile|rotate|revoke|login|logout|run|exec|start|stop|restart)$/;
/** Commands that look at the thing that is named behind them, whatever its name is. */
const LOOKS =
  /^(?:list|ls|l?la|ll|show|get|view|v|info|inspecti?|describe|search|find|query|grep|help|help-search|explain|why|why-not|doc|docs|home|bugs|repo|which|where|status|logs?|events|history|diff|ps|top|stats?|tree|cat|head|print|read|contents|specification|depends|prohibits|dependency|suggests|check|verify|validate|lint|list-.*|ls-.*|owner|port|wait|open|browse|watch|trace|digest|hash|index|completion|completions|pkgid|images?|outdated|metadata|verify-pat|prefix)$/;

function isQuiet(usage: Usage): boolean {
  return (
    usage.commands === undefined &&
    usage.does === undefined &&
    usage.also === undefined &&
    /^(?:(?:text|read|list)(?:\.\.\.)?(?: |$))*$/.test(usage.operands ?? '')
  );
}

/**
 * Whether a command that is listed as one that only looks goes on to something else: `glab config set`, `poetry source add`. What is listed may be a
 * family of commands that the catalogue does not know; the word right behind it says so by its name.
 */
export function goesOn(name: string, usage: Usage, next: Arg | undefined): next is Arg {
  return next !== undefined && !LOOKS.test(name) && DEEDS.test(next.value) && isQuiet(usage);
}
