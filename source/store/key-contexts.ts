import {assertNever} from '../domain/assert-never.ts';
import type {KeyContext} from '../rules/keys/binding.ts';
import {seenLog} from './log-tab.ts';
import type {ScreenState} from './screen-state.ts';

/**
 * Where the keys go: the first that knows a key has it. What covers the rest of the screen takes all keys but those of
 * everywhere, and a dialog these too.
 */
export function keyContexts(screen: ScreenState): readonly [KeyContext, ...KeyContext[]] {
	const {line, help, dialog} = screen;
	if (dialog !== undefined) {
		return line === undefined ? [dialogContext(dialog)] : typedContexts(dialog);
	}

	if (line !== undefined) {
		return line.purpose === 'command'
			? ['commandLine', 'line', 'everywhere']
			: ['line', 'everywhere'];
	}

	if (help !== undefined) {
		return ['help', 'everywhere'];
	}

	if (seenLog(screen) !== undefined) {
		return ['log', 'everywhere'];
	}

	return tabContexts(screen);
}

/** Where letters are text. */
export function isChatTyping(screen: ScreenState): boolean {
	const [inner] = keyContexts(screen);
	return inner === 'chatInput' || inner === 'chatRecall';
}

function tabContexts({
	tab,
	nodes,
	jobs,
	chat,
	models,
}: ScreenState): readonly [KeyContext, ...KeyContext[]] {
	switch (tab) {
		case 'chat':
			return chatContexts(chat);
		case 'jobs':
			return [jobs.view === 'nodes' ? 'slurmNodes' : 'jobs', 'everywhere'];
		case 'models': {
			const isBelow = models.isOpen || models.focus === 'detail';
			return [models.pane === 'transfers' && isBelow ? 'transfers' : 'models', 'everywhere'];
		}

		default:
			return tab === 'nodes' && nodes.view === 'grid' && !nodes.isOpen
				? ['grid', 'nodes', 'everywhere']
				: [tab, 'everywhere'];
	}
}

function chatContexts({
	promptSearch,
	pane,
	focus,
}: ScreenState['chat']): readonly [KeyContext, ...KeyContext[]] {
	if (promptSearch !== undefined) {
		return ['chatRecall', 'everywhere'];
	}

	if (pane !== undefined) {
		return ['chatPane', 'everywhere'];
	}

	return [chatPlaces[focus], 'everywhere'];
}

const chatPlaces = {
	input: 'chatInput',
	transcript: 'chatTranscript',
	list: 'chatList',
} as const;

/** What is typed for a dialog has the keys while it is typed. */
function typedContexts({
	kind,
}: NonNullable<ScreenState['dialog']>): readonly [KeyContext, ...KeyContext[]] {
	return kind === 'chooseScript' ? ['scripts', 'line'] : ['line'];
}

function dialogContext({kind}: NonNullable<ScreenState['dialog']>): KeyContext {
	switch (kind) {
		case 'addHosts':
		case 'chooseLog':
			return 'choices';
		case 'copy':
			return 'copy';
		case 'jobColumns':
			return 'choices';
		case 'chooseScript':
			return 'scripts';
		case 'changeJobs':
		case 'chooseRequeue':
		case 'changeSlurmNode':
			return 'jobDialog';
		case 'chooseModelNodes':
		case 'doModelDeeds':
		case 'stopModelDeeds':
		case 'faultyModelfile':
		case 'syncModels':
			return 'modelDialog';
		case 'submit':
			return 'submission';
		case 'hostKey':
		case 'hostKeyChanged':
		case 'secret':
			return 'dialog';
		default:
			return assertNever(kind);
	}
}
