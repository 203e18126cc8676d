/** A word that says production, standing alone in a name: `prod-db`, `shop_production`, `live.example.com`. */
const PRODUCTION = /(?:^|[^a-z])(?:prod|prd|production|live|master-db)(?:$|[^a-z])/i;

export function saysProduction(text: string): boolean {
  return PRODUCTION.test(text);
}

/** Branches that others build on: replacing or deleting one is not undone by one's own reflog. */
const SHARED_BRANCH =
  /^(?:main|master|trunk|develop|development|dev|prod|production|live|stable|next|staging|gh-pages|release(?:[/-].*)?|hotfix(?:[/-].*)?|v?[0-9]+(?:\.[0-9x]+)*)$/i;

/** `name` short, with or without its remote (`origin/main`). */
export function isSharedBranch(name: string): boolean {
  return SHARED_BRANCH.test(name) || SHARED_BRANCH.test(name.slice(name.indexOf('/') + 1));
}
