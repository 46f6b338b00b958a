import {assertNever} from '../domain/assert-never.ts';
import type {Cause, CauseKind, PressedResource, WhyCommand, WhyFact} from '../domain/why.ts';
import {evidenceText} from './evidence-text.ts';
import {failureFact} from './failure-text.ts';
import {healthReasonText} from './health-text.ts';
import {shareText, temperatureText} from './number-text.ts';
import {shellWord} from './shell-word.ts';

const notReadable = 'not readable';

/** What a fact is about, in one or two words. */
export function whyFactLabel(fact: WhyFact): string {
	return labels[fact.kind];
}

const labels: Readonly<Record<WhyFact['kind'], string>> = {
	failure: 'answer',
	fingerprints: 'host key',
	complaint: 'it said',
	evidence: 'evidence',
	limit: 'limit',
	throttling: 'firmware',
	gpuThrottles: 'clocks',
	temperature: 'temperature',
	fullestMount: 'fullest disk',
	pressure: 'pressure',
};

/** Each is a line or more. Text of the world in it is raw. */
export function whyFactTexts(fact: WhyFact): readonly string[] {
	switch (fact.kind) {
		case 'failure':
			return [failureFact(fact.failure)];
		case 'fingerprints':
			return fingerprintTexts(fact);
		case 'complaint':
			return [fact.line ?? 'nothing'];
		case 'evidence':
			return [fact.evidence.map(evidenceText).join(', ')];
		case 'limit':
			return [healthReasonText(fact.reason)];
		case 'throttling':
			return throttlingTexts(fact);
		case 'gpuThrottles':
			return [
				`gpu ${fact.index} slowed down: ${fact.throttles.map(one => throttles[one]).join(', ')}`,
			];
		case 'temperature':
			return [fact.celsius === undefined ? notReadable : temperatureText(fact.celsius)];
		case 'fullestMount':
			return [
				fact.fullest === undefined
					? notReadable
					: `${fact.fullest.mount} ${shareText(fact.fullest.usedFraction)}`,
			];
		case 'pressure':
			return [pressureText(fact.top)];
		default:
			return assertNever(fact);
	}
}

function pressureText(top: Extract<WhyFact, {kind: 'pressure'}>['top']): string {
	if (top === undefined) {
		return `${notReadable}: the kernel does not tell how long tasks wait, so a stall can go unseen`;
	}

	return top.someFraction === 0
		? 'no task waited for a cpu, disks or memory'
		: `most ${waitedFor[top.resource]}: tasks waited ${shareText(top.someFraction)} of the time`;
}

const throttles = {
	'power-cap': 'power cap',
	'hardware-slowdown': 'hardware slowdown',
	thermal: 'heat',
	'power-brake': 'power brake',
} as const;

const waitedFor: Readonly<Record<PressedResource, string>> = {
	cpu: 'for a cpu',
	io: 'for disks',
	memory: 'for memory',
};

type Fingerprints = Extract<WhyFact, {kind: 'fingerprints'}>;

function fingerprintTexts(fact: Fingerprints): readonly string[] {
	const {keyType, shown, recorded, file, line, isRevoked} = fact;
	const place = `line ${line} of ${file}`;
	const before = isRevoked
		? [`revoked   ${place}`]
		: [`recorded  ${recorded ?? notReadable}`, `          ${place}`];
	return [keyType, `shown     ${shown}`, ...before];
}

function throttlingTexts(fact: Extract<WhyFact, {kind: 'throttling'}>): readonly string[] {
	const {throttledNow, underVoltageNow, throttledSinceBoot, underVoltageSinceBoot} = fact;
	return [
		`now         throttled ${answer(throttledNow)}, under-voltage ${answer(underVoltageNow)}`,
		`since boot  throttled ${answer(throttledSinceBoot)}, under-voltage ${answer(underVoltageSinceBoot)}`,
	];
}

function answer(value: boolean | undefined): string {
	return value === undefined ? notReadable : value ? 'yes' : 'no';
}

/** A sentence or two. The mount is raw. */
export function causeText(cause: Cause): string {
	switch (cause.kind) {
		case 'diskFull':
			return 'mount' in cause ? `${cause.mount} is nearly full.` : 'A disk is nearly full.';
		case 'silentMount':
			return 'mount' in cause
				? `${cause.mount} does not answer: whatever touches it hangs. Often its server is gone.`
				: 'A mount does not answer.';
		default:
			return causes[cause.kind];
	}
}

const causes: Readonly<Record<CauseKind, string>> = {
	disabled: 'The configuration says enabled: false, so it is never contacted.',
	connecting: 'It has not answered yet: the connection is being made.',
	lateAnswers:
		'It was heard of lately, but answers are missing: the network is slow, or the node is.',
	unreachable: 'There is no way to it: it is switched off, or the network between is cut.',
	silent: 'It takes no packets, or is too busy to answer. A firewall that drops looks the same.',
	refused: 'The machine is there, but nothing listens on the port of ssh.',
	keyNotAccepted: 'It knows none of the keys that were offered.',
	hostKeyUnknown: 'Nobody has said yet that this key is the right one, so nothing is sent.',
	hostKeyChanged:
		'The node was installed anew, or something else answers in its place. Nothing was sent.',
	hostKeyRevoked: 'Somebody has marked this key as stolen or out of use. Nothing was sent.',
	passphraseNeeded: 'The key is locked by a passphrase, and no agent holds it.',
	restrictedShell:
		'Its login runs no commands: a shell that is restricted, or a command that is forced.',
	samplerEnded: 'What reads the figures there has ended.',
	notUnderstood:
		'Something answered that is not what was asked for. Often a login file prints text.',
	otherFailure: 'The answer above is all that is known.',
	underVoltage:
		'It gets too little voltage, and slows down so that it goes on. A better supply or cable helps.',
	tooHot: 'It is too hot, and slows down so that it cools. Air, a fan or less load helps.',
	clocksCapped: 'A card has slowed its clocks down.',
	memoryShort: 'Programs hold more memory than it can give without waiting.',
	disksBusy: 'Tasks wait for disks: these are slower than what is asked of them.',
	cpuBusy: 'Tasks wait for a cpu: there is more work than cores.',
	gpuBusy: 'A card works as fast as it can.',
	severalBusy: 'Several parts work as fast as they can.',
	nothingHoldsIt: 'It works, and little or nothing waits.',
	littleToDo: 'It has little to do.',
	notJudgedYet: 'There are too few samples to tell.',
};

/** As a person types it. An option of ours is not quoted, whatever is in it, and the home folder stays that. */
export function whyCommandText({stages}: WhyCommand): string {
	return stages.map(argv => argv.map(word).join(' ')).join(' | ');
}

function word(text: string): string {
	if (text.startsWith('~/')) {
		return `~/${shellWord(text.slice(2))}`;
	}

	return /^--[a-z-]+=-?\w+$/.test(text) ? text : shellWord(text);
}
