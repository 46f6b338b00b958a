import type {SlashName} from '../domain/slash.ts';
import {slashNames, type SlashWord, slashWord, slashWords} from '../rules/slash-commands.ts';

/** What can be typed behind a slash: all, or this one. */
export function chatHelp(about: SlashName | undefined): readonly SlashWord[] {
	const known = slashNames.find(name => name === about);
	const word = known === undefined ? undefined : slashWord(known);
	return word === undefined ? slashWords : [word];
}
