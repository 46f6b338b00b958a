import {expect, it} from 'vitest';
import {checkVerdict, runCheck} from '../../source/cli/check-command.ts';
import type {StatusRequest} from '../../source/cli/status-request.ts';
import type {Event} from '../../source/domain/event.ts';
import type {NodeName} from '../../source/domain/ids.ts';
import {failed} from '../../source/domain/result.ts';
import {reduce} from '../../source/store/reducer.ts';
import {initialState, type State} from '../../source/store/state.ts';
import {aConfig, aNodeConfig, aSample} from '../helpers/node-builders.ts';
import {opens, quietProbe, someSurroundings} from '../helpers/surroundings.ts';

function rack(names: readonly string[], events: readonly Event[]): State {
	const nodes = names.map(name => aNodeConfig(name, {isEnabled: name !== 'shelved'}));
	const loaded: Event = {type: 'config/loaded', config: aConfig(nodes), atMs: 0};
	return [loaded, ...events].reduce((state, event) => reduce(state, event)[0], initialState);
}

function sampled(name: string, celsius = 40, usedBytes = 0): Event {
	const memory = {
		totalBytes: 100,
		availableBytes: 100 - usedBytes,
		sharedBytes: undefined,
		swapTotalBytes: undefined,
		swapFreeBytes: undefined,
	};
	const sample = aSample({memory, temperatures: [{sensor: 'cpu_thermal', celsius}]});
	return {type: 'node/sampled', node: name as NodeName, sample, atMs: 1, tookMs: 1};
}

function measured(name: string): Event {
	return {type: 'node/filesystemsMeasured', node: name as NodeName, filesystems: [], atMs: 1};
}

function lost(name: string): Event {
	const failure = {kind: 'refused', where: name} as const;
	return {
		type: 'node/sampleFailed',
		node: name as NodeName,
		failure,
		atMs: 2,
		retryInMs: 1,
	};
}

function verdictOf(names: readonly string[], events: readonly Event[]): string {
	const {exitStatus, line} = checkVerdict(rack(names, events));
	return `${exitStatus} ${line.split(' | ')[0]}`;
}

const why = 'connection refused. Is the service, such as sshd, running there?';

it('the worst is told alone: down before warm, warm before unanswered', () => {
	const warm = sampled('warm', 77);
	expect(verdictOf(['warm', 'new', 'gone'], [warm, lost('gone')])).toBe(
		`2 CRITICAL: down: gone: ${why}`,
	);
	expect(verdictOf(['warm', 'new'], [warm])).toBe('1 WARNING: warm: temperature 77°C, over 75°C');
	expect(verdictOf(['new'], [])).toBe('3 UNKNOWN: new: no answer yet');
});

it('all findings of that severity are told, of all nodes', () => {
	const events = [sampled('a', 77, 85), sampled('b', 78), sampled('c', 90)];
	expect(verdictOf(['a', 'b'], events)).toBe(
		'1 WARNING: a: memory 85%, over 80%; a: temperature 77°C, over 75°C; b: temperature 78°C, over 75°C',
	);
	expect(verdictOf(['a', 'b', 'c'], events)).toBe('2 CRITICAL: c: temperature 90°C, over 83°C');
});

it('sentences that follow each other are told apart by one mark', () => {
	const failure = {kind: 'authFailed', where: 'a', user: 'pi'} as const;
	const refused: Event = {
		type: 'node/connectFailed',
		node: 'a' as NodeName,
		failure,
		atMs: 1,
		retryInMs: undefined,
	};
	expect(verdictOf(['a', 'b'], [refused, lost('b')])).toMatch(/ssh-copy-id; down: b: .*there\?$/);
});

it('a node that missed a poll is a warning with the failure, and counted as one', () => {
	const events = [sampled('a'), lost('a')];
	expect(verdictOf(['a'], events)).toMatch(/^1 WARNING: a: .*refused/);
	expect(checkVerdict(rack(['a'], events)).line).toMatch(/ok=0 warning=1 down=0 unknown=0$/);
});

it('a node that is not enabled is no finding', () => {
	expect(verdictOf(['a', 'shelved'], [sampled('a'), measured('a')])).toBe('0 OK: 1 node ok');
});

it('what could not be read is unknown, and not ok', () => {
	expect(verdictOf(['a'], [sampled('a')])).toBe('3 UNKNOWN: a: filesystems are not known');
	const blind: Event = {
		type: 'node/sampled',
		node: 'a' as NodeName,
		sample: aSample({memory: undefined}),
		atMs: 1,
		tookMs: 1,
	};
	expect(verdictOf(['a'], [blind, measured('a')])).toBe('3 UNKNOWN: a: memory is not known');
});

it('a mount that does not answer is a warning', () => {
	const silent: Event = {
		type: 'node/filesystemsMeasured',
		node: 'a' as NodeName,
		filesystems: [
			{state: 'silent', mount: '/x | ok=9', device: 'a:/b', type: 'nfs4', waitedMs: 2000},
		],
		atMs: 1,
	};
	expect(verdictOf(['a'], [sampled('a'), silent])).toBe('1 WARNING: a: /x ¦ ok=9 does not answer');
});

it('many findings are cut short, and the performance data stays', () => {
	const names = Array.from({length: 300}, (_, index) => `n${index}`);
	const {line} = checkVerdict(rack(names, []));
	const told = names.slice(0, 10).join(', ');
	expect(line).toBe(
		`UNKNOWN: ${told} and 290 more: no answer yet | ok=0 warning=0 down=0 unknown=300`,
	);
	const warm = names.slice(0, 8).map((name, index) => sampled(name, 76 + (index % 6), 81 + index));
	expect(verdictOf(names.slice(0, 8), warm)).toMatch(/^1 WARNING: (n\d[^;]*; ){5}and 9 more$/);
});

it('nodes that fail alike are told in one sentence, each by its name', () => {
	const names = ['pi1', 'pi2', 'pi3', 'pi4'];
	const events = names.slice(0, 3).map(name => lost(name));
	const {exitStatus, line} = checkVerdict(rack(names, [...events, sampled('pi4'), lost('pi4')]));
	expect(exitStatus).toBe(2);
	expect(line).toBe(`CRITICAL: down: pi1, pi2, pi3: ${why} | ok=0 warning=1 down=3 unknown=0`);
});

it('prints one line, whatever a node says, and ends with its status', async () => {
	const failure = failed({kind: 'unreachable', where: 'pi-1', reason: 'no\n\u001b[2Jway'});
	const {world, clock, printed} = someSurroundings({
		openProbe: opens(() => ({...quietProbe, readSample: async () => failure})),
	});
	const request: StatusRequest = {
		mode: {name: 'check'},
		timeoutMs: 1000,
		sampleMs: 500,
		indent: 0,
		only: undefined,
	};
	const exit = runCheck(aConfig(), request, world);
	await clock.advance(1);
	expect(await exit).toBe(2);
	expect(printed.join('')).toMatch(/^CRITICAL: down: pi-1: [^\n]*no␊␛\[2Jway[^\n]*\n$/);
});

it('a node that waits for a person is down here, where nobody can be asked', () => {
	const failure = {kind: 'needsPassphrase', where: 'pi-1', keyFile: '/k'} as const;
	const node = 'pi-1' as NodeName;
	const waits: Event = {
		...{type: 'node/connectFailed', node, failure},
		...{retryInMs: undefined, atMs: 1},
	};
	expect(checkVerdict(rack(['pi-1'], [waits]))).toEqual({
		exitStatus: 2,
		line: 'CRITICAL: down: pi-1: the key /k asks for its passphrase. Load it with ssh-add | ok=0 warning=0 down=1 unknown=0',
	});
});
