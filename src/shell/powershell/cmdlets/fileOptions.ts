/** `-Path` and `-LiteralPath`, with what the cmdlet does to what they name. */
export const PATHS = (verb: string): string => `path=${verb} literalpath,pspath,lp=${verb}`;
/** What chooses among the files of a folder. */
export const CHOOSE = 'filter= include= exclude= force,fo!forced credential=';
