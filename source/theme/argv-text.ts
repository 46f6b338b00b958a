import {clean, type Safe} from './safe.ts';
import {shellWord} from './shell-word.ts';

/** A command as a person pastes it into a shell: `scontrol update JobId=4711 'JobName=my job'`. */
export function argvText(argv: readonly string[]): Safe {
	return clean(argv.map(word => (isPlain(word) ? word : shellWord(word))).join(' '), {
		maxCharacters: 2000,
	});
}

/** A `=` within a word is read by none. */
function isPlain(word: string): boolean {
	return /^[\w-][\w@%+:,./=-]*$/.test(word);
}
