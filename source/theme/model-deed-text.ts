import {assertNever} from '../domain/assert-never.ts';
import type {Failure} from '../domain/failure.ts';
import type {DeedProgress, DeedStage, ModelDeed} from '../domain/model-deed.ts';
import {failureClause, whatHappened} from './failure-text.ts';
import {sizeText} from './number-text.ts';
import {clean, type Safe, safe} from './safe.ts';

const shortName = {maxCharacters: 60};

/** `pulling`, `deleting`: while it is done. */
export function doingWord({type}: ModelDeed): Safe {
	switch (type) {
		case 'pull':
			return safe`pulling`;
		case 'copy':
			return safe`copying`;
		case 'remove':
			return safe`deleting`;
		case 'load':
			return safe`loading`;
		case 'unload':
			return safe`unloading`;
		case 'name':
			return safe`naming`;
		case 'create':
			return safe`creating`;
		default:
			return assertNever(type);
	}
}

/** What is under way where there is no share of it to be told. */
export function stepText(deed: ModelDeed, {step}: DeedProgress): Safe {
	switch (step) {
		case 'reading':
			return safe`reading`;
		case 'verifying':
			return safe`checking`;
		case 'writing':
			return safe`writing`;
		default:
			return doingWord(deed);
	}
}

/** Why it stopped, in at most eight letters: a cell has no room for more. */
export function failedWord({kind}: Failure): Safe {
	switch (kind) {
		case 'diskFull':
			return safe`no space`;
		case 'unreachable':
		case 'timedOut':
			return safe`lost`;
		case 'missing':
			return safe`no such`;
		case 'denied':
		case 'authFailed':
			return safe`denied`;
		case 'unsupported':
			return safe`cannot`;
		case 'rejected':
		case 'refused':
			return safe`refused`;
		default:
			return safe`failed`;
	}
}

/** What a key does to one that did not end well, or that was stopped (`failure` undefined). */
export function againWords(deed: ModelDeed, failure: Failure | undefined): Safe {
	if (sendsFiles(deed)) {
		return safe`r sends it again`;
	}

	const isCutOff =
		failure === undefined || ['unreachable', 'timedOut', 'diskFull'].includes(failure.kind);
	return isCutOff ? safe`r goes on` : safe`r tries again`;
}

/** Nothing stays of a file that was cut off on its way to a node. */
export function sendsFiles(deed: ModelDeed): boolean {
	return deed.type === 'create' && deed.modelfile.files.length + deed.modelfile.adapters.length > 0;
}

/** `gpu-01: qwen3:4b pulled`, `pi-03: qwen3:4b not pulled: the disk is full. Free some space and try again.` */
export function deedSentence(deed: ModelDeed, stage: DeedStage): Safe {
	const where = clean(deed.node, shortName);
	return safe`${where}: ${deedClause(deed, stage)}`;
}

/** The same for who names the node. */
export function deedClause(deed: ModelDeed, stage: DeedStage): Safe {
	const model = clean(deed.model, shortName);
	switch (stage.state) {
		case 'done':
			return stage.result.wasThere
				? safe`${model} was ${deed.type === 'copy' ? safe`there` : doneWord(deed)} already`
				: safe`${model} ${doneWord(deed)}${movedText(deed, stage.result.fetchedBytes)}`;
		case 'failed':
			return safe`${model} not ${doneWord(deed)}: ${clean(failedClause(deed, stage.failure))}`;
		case 'cancelled':
			return safe`${model} not ${doneWord(deed)}: stopped by you`;
		default:
			return safe`${doingWord(deed)} ${model}`;
	}
}

/** Why, and what to do about it; raw. What was fetched by then takes room, and is there for the next try. */
export function failedClause({type}: ModelDeed, failure: Failure): string {
	const isTransfer = type === 'pull' || type === 'copy';
	if (isTransfer && (failure.kind === 'unreachable' || failure.kind === 'timedOut')) {
		return `${failureClause(failure)} What came stays there: do it again, and it goes on from there.`;
	}

	if (failure.kind === 'refused') {
		return 'nothing listens where its Ollama should. On the node: systemctl start ollama';
	}

	if (failure.kind !== 'diskFull' || !isTransfer) {
		return failureClause(failure);
	}

	const {folder, neededBytes} = failure;
	const again = 'it again: it goes on from where it was.';
	if (neededBytes !== undefined) {
		return `${whatHappened(failure)} Then do ${again}`;
	}

	const full = folder === undefined ? 'the disk is full.' : whatHappened(failure);
	return `${full} Free some space there and do ${again}`;
}

function movedText(deed: ModelDeed, bytes: number): Safe {
	const isSent = deed.type === 'create' && deed.modelfile.from === undefined;
	const moved = isSent ? safe`sent` : safe`fetched`;
	return bytes === 0 ? safe`` : safe`, ${clean(sizeText(bytes))} ${moved}`;
}

/** `copied from gpu-02`: once it is done. */
export function doneWord(deed: ModelDeed): Safe {
	switch (deed.type) {
		case 'pull':
			return safe`pulled`;
		case 'copy':
			return safe`copied from ${clean(deed.from, shortName)}`;
		case 'remove':
			return safe`deleted`;
		case 'load':
			return safe`loaded`;
		case 'unload':
			return safe`unloaded`;
		case 'name':
			return deed.isKept
				? safe`named ${clean(deed.to, shortName)} too`
				: safe`renamed to ${clean(deed.to, shortName)}`;
		case 'create':
			return safe`created`;
		default:
			return assertNever(deed);
	}
}
