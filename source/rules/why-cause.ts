import {assertNever} from '../domain/assert-never.ts';
import type {Failure} from '../domain/failure.ts';
import type {Evidence, LabelName} from '../domain/label.ts';
import type {Cause, CauseKind, WhySubject} from '../domain/why.ts';

/**
 * What the state of a node comes from. A node that cannot be asked has that for its cause; else what its health is about
 * comes before what its label says, for that is what its colour comes from.
 */
export function causeOf(subject: WhySubject): Cause {
	const {connection} = subject;
	switch (connection.state) {
		case 'disabled':
			return {kind: 'disabled'};
		case 'idle':
		case 'connecting':
		case 'bootstrapping':
			return {kind: 'connecting'};
		case 'degraded':
			return {kind: 'lateAnswers'};
		case 'ready':
			return causeOfValues(subject);
		case 'backoff':
		case 'auth-failed':
		case 'hostkey-unknown':
		case 'hostkey-mismatch':
		case 'needs-passphrase':
		case 'unsupported':
			return {kind: causeOfFailure(connection.failure)};
		default:
			return assertNever(connection);
	}
}

function causeOfFailure(failure: Failure): CauseKind {
	switch (failure.kind) {
		case 'unreachable':
			return 'unreachable';
		case 'timedOut':
			return 'silent';
		case 'refused':
			return 'refused';
		case 'authFailed':
			return 'keyNotAccepted';
		case 'hostKeyUnknown':
			return 'hostKeyUnknown';
		case 'hostKeyMismatch':
			return failure.recorded.isRevoked ? 'hostKeyRevoked' : 'hostKeyChanged';
		case 'needsPassphrase':
			return 'passphraseNeeded';
		case 'restrictedShell':
			return 'restrictedShell';
		case 'exited':
			return 'samplerEnded';
		case 'unparseable':
		case 'protocol':
		case 'tooLarge':
			return 'notUnderstood';
		default:
			return 'otherFailure';
	}
}

function causeOfValues({reasons, label, figures}: WhySubject): Cause {
	const silent = reasons.find(({measure}) => measure === 'mount');
	if (silent?.subject !== undefined) {
		return {kind: 'silentMount', mount: silent.subject};
	}

	const throttling = causeOfThrottling(label.evidence);
	if (label.name === 'throttled' && throttling !== undefined) {
		return {kind: throttling};
	}

	const measures = new Set(reasons.map(({measure}) => measure));
	if (label.name === 'memory-pressure' || measures.has('memory')) {
		return {kind: 'memoryShort'};
	}

	if (measures.has('temperature')) {
		return {kind: 'tooHot'};
	}

	const full = reasons.find(({measure}) => measure === 'disk');
	if (full?.subject !== undefined) {
		return {kind: 'diskFull', mount: full.subject};
	}

	return {kind: figures === undefined ? 'notJudgedYet' : causeOfLabel[label.name]};
}

/** A Raspberry Pi slows down for its voltage or for its heat; of a card it is not always heat. */
function causeOfThrottling(evidence: readonly Evidence[]): CauseKind | undefined {
	const pi = evidence.find(one => one.kind === 'piThrottled');
	if (pi !== undefined) {
		return pi.underVoltage ? 'underVoltage' : 'tooHot';
	}

	return evidence.some(({kind}) => kind === 'gpuThrottled') ? 'clocksCapped' : undefined;
}

const causeOfLabel: Readonly<Record<LabelName, CauseKind>> = {
	'gpu-bound': 'gpuBusy',
	'cpu-bound': 'cpuBusy',
	'io-bound': 'disksBusy',
	'memory-pressure': 'memoryShort',
	'mixed-gpu-cpu': 'severalBusy',
	'mixed-gpu-io': 'severalBusy',
	'mixed-cpu-io': 'severalBusy',
	'mixed-gpu-cpu-io': 'severalBusy',
	throttled: 'notJudgedYet',
	balanced: 'nothingHoldsIt',
	underutilized: 'littleToDo',
	idle: 'littleToDo',
	unknown: 'notJudgedYet',
};
