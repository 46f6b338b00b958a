import type {Key} from '../domain/screen.ts';
import type {ActionName, Binding, HintPlace, KeyContext} from './keys/binding.ts';
import {chatKeys} from './keys/chat.ts';
import {dialogsKeys} from './keys/dialogs.ts';
import {eventsKeys} from './keys/events.ts';
import {everywhereKeys} from './keys/everywhere.ts';
import {jobDialogsKeys} from './keys/job-dialogs.ts';
import {jobsKeys} from './keys/jobs.ts';
import {logKeys} from './keys/log.ts';
import {modelsKeys} from './keys/models.ts';
import {nodesKeys} from './keys/nodes.ts';
import {slurmNodesKeys} from './keys/slurm-nodes.ts';
import {typingKeys} from './keys/typing.ts';

/**
 * Every key of the program: what the reducer does, what help lists and what the line of speech hints at. Data only: a
 * file of keys/ for each place. Within a context it is in the order of help, and in that of hints where those say no
 * other place, so no list knows what stands in another.
 */
export const keymap: readonly Binding[] = [
	...everywhereKeys,
	...nodesKeys,
	...jobsKeys,
	...slurmNodesKeys,
	...modelsKeys,
	...eventsKeys,
	...logKeys,
	...chatKeys,
	...typingKeys,
	...dialogsKeys,
	...jobDialogsKeys,
];

const asking: readonly ActionName[] = [
	...(['acceptKey', 'confirm', 'cancelJob', 'holdJob', 'requeueJob'] as const),
	...(['setTimeLimit', 'submitJob', 'drainNode', 'resumeNode'] as const),
	...(['pullModel', 'removeModel', 'renameModel', 'stopDeeds'] as const),
];

/** What changes something outside: it has a capital, and asks before it does anything. */
export function asksFirst(action: ActionName): boolean {
	return asking.includes(action);
}

/** What a key does where the first context that knows it has the say; undefined: nothing. */
export function actionFor(key: Key, contexts: readonly KeyContext[]): ActionName | undefined {
	for (const context of contexts) {
		const found = keymap.find(one => one.context === context && one.keys.includes(key));
		if (found !== undefined) {
			return found.action;
		}
	}

	return undefined;
}

const placesOfHints: readonly HintPlace[] = ['select', 'first', 'find', 'own', 'program'];

const hinted = placesOfHints.flatMap(wanted =>
	keymap.filter(({hint, place = 'own'}) => hint !== undefined && place === wanted),
);

/** The bindings that the line of speech tells of, from left to right. */
export function hintsFor(contexts: readonly KeyContext[]): readonly Binding[] {
	return hinted.filter(({context}) => contexts.includes(context));
}
